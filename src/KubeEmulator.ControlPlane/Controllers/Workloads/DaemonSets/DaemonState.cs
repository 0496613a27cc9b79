using KubeEmulator.Objects;
using KubeEmulator.Rules;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>What there is of a DaemonSet: nodes, and pods by the node they are on or for.</summary>
internal sealed class DaemonState(DaemonSetView set, DaemonNodes nodes, IEnumerable<PodView> pods, string hash, DateTimeOffset now)
{
    public DaemonSetView Set { get; } = set;

    public DaemonNodes Nodes { get; } = nodes;

    /// <summary>Pods by node; ended ones that are being deleted do not count.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<PodView>> Pods { get; } = pods
        .Where(p => !(p.IsDeleting && PodState.IsTerminal(p)))
        .Select(p => (Node: DaemonPods.NodeOf(p), Pod: p))
        .Where(p => p.Node is not null)
        .GroupBy(p => p.Node!, p => p.Pod, StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => (IReadOnlyList<PodView>)[.. g], StringComparer.Ordinal);

    public bool IsUpdated(PodView pod) => DaemonPods.IsUpdated(pod, Set, hash);

    public bool IsAvailable(PodView pod) => PodState.IsAvailable(pod, Set.MinReadySeconds, now);
}
