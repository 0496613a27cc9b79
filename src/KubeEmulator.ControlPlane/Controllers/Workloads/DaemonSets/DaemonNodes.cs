using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>Which nodes a DaemonSet's pods belong on; <c>pkg/controller/daemon/daemon_controller.go</c> NodeShouldRunDaemonPod.</summary>
internal sealed class DaemonNodes
{
    private readonly PodView _pod;

    public DaemonNodes(DaemonSetView set, IEnumerable<NodeView> nodes)
    {
        var spec = DaemonPods.Template(set, "").Map("spec") ?? MapValue.Empty;
        _pod = new PodView(new KubeObject(MapValue.Of(("spec", spec))));
        All = nodes.Select(n => (n, Judge(n))).ToDictionary(n => n.n.Name, n => n.Item2, StringComparer.Ordinal);
    }

    /// <summary>Every node, by name: whether a pod is to be made there, and whether one that is there may stay.</summary>
    public IReadOnlyDictionary<string, (bool Run, bool Stay)> All { get; }

    /// <summary>The nodes that are to have a pod, by name.</summary>
    public IEnumerable<string> Wanted => All.Where(n => n.Value.Run).Select(n => n.Key).Order(StringComparer.Ordinal);

    /// <summary>Whether a pod is to be made there.</summary>
    public bool Wants(string node) => All.TryGetValue(node, out var judged) && judged.Run;

    // A pod that is there already need only tolerate what would evict it.
    private (bool Run, bool Stay) Judge(NodeView node)
    {
        if ((_pod.NodeName.Length > 0 && _pod.NodeName != node.Name) || !NodeSelectors.MatchesRequired(_pod, node))
        {
            return (false, false);
        }

        var untolerated = node.Taints.Where(t => t.KeepsNewPodsAway && !Tolerations.Tolerates(_pod, t)).ToList();
        return (untolerated.Count == 0, untolerated.All(t => t.Effect != "NoExecute"));
    }
}
