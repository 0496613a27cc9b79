using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Runtime;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>
/// Removes pods that nobody else will: those of nodes that are gone, those that end without ever having been placed, those on nodes
/// out of service, and the oldest of very many that have ended. Keys with a namespace are pods, those without are nodes, <c>*</c> is
/// the count. Upstream: <c>pkg/controller/podgc/gc_controller.go</c>.
/// </summary>
internal sealed class PodGarbageController : Controller
{
    private const int MostTerminated = 12500;
    private const string Count = "*";
    private static readonly TimeSpan Quarantine = TimeSpan.FromSeconds(40);
    private static readonly DeleteOptions Now = new() { GracePeriodSeconds = 0 };

    private readonly Dictionary<string, DateTimeOffset> _missing = [];

    public override string Name => "pod-garbage-collector-controller";

    public override string ServiceAccount => "pod-garbage-collector";

    public override IEnumerable<Trigger> Triggers { get; } = [Trigger.Mapped("", "pods", AfterPod), Trigger.Mapped("", "nodes", AfterNode)];

    public override ValueTask<ReconcileResult> ReconcileAsync(ReconcileContext context, ReconcileKey key) => key switch
    {
        { Namespace.Length: > 0 } => EndPodAsync(context, key),
        { Name: Count } => EndOldestAsync(context),
        _ => EndOrphansAsync(context, key.Name),
    };

    private static async ValueTask<ReconcileResult> EndPodAsync(ReconcileContext context, ReconcileKey key)
    {
        if (context.Snapshot.Get(ClusterResources.Pods.At(key.Namespace, key.Name)) is { } pod && IsStuck(context.Snapshot, pod))
        {
            await EndAsync(context, pod, null).ConfigureAwait(false);
        }

        return ReconcileResult.Done;
    }

    private static async ValueTask<ReconcileResult> EndOldestAsync(ReconcileContext context)
    {
        KubeObject[] ended = [.. context.Snapshot.List(ClusterResources.Pods).Where(p => PodState.IsTerminal(new PodView(p)))];
        foreach (var pod in ended
            .OrderBy(p => p.Status.String("reason") == "Evicted" ? 0 : 1)
            .ThenBy(p => p.Metadata.CreationTimestamp, StringComparer.Ordinal)
            .ThenBy(p => p.Name, StringComparer.Ordinal)
            .Take(Math.Max(ended.Length - MostTerminated, 0)))
        {
            await EndAsync(context, pod, null).ConfigureAwait(false);
        }

        return ReconcileResult.Done;
    }

    private async ValueTask<ReconcileResult> EndOrphansAsync(ReconcileContext context, string node)
    {
        KubeObject[] pods = [.. context.Snapshot.ByIndex(StoreIndex.PodsByNode, node)];
        if (pods.Length == 0 || context.Snapshot.Get(ClusterResources.Nodes.At(node)) is not null)
        {
            _missing.Remove(node);
            return ReconcileResult.Done;
        }

        if (!_missing.TryGetValue(node, out var since))
        {
            _missing[node] = since = context.Now;
        }

        if (since + Quarantine is var due && due > context.Now)
        {
            return ReconcileResult.After(due - context.Now);
        }

        foreach (var pod in pods)
        {
            var condition = MapValue.Of(
                ("type", "DisruptionTarget"),
                ("status", "True"),
                ("observedGeneration", pod.Metadata.Generation),
                ("reason", "DeletionByPodGC"),
                ("message", "PodGC: node no longer exists"));
            await EndAsync(context, pod, condition).ConfigureAwait(false);
        }

        return ReconcileResult.Done;
    }

    private static async ValueTask EndAsync(ReconcileContext context, KubeObject pod, MapValue? condition)
    {
        try
        {
            if (!PodState.IsTerminal(new PodView(pod)))
            {
                var failed = pod.Status.With("phase", "Failed").With("observedGeneration", pod.Metadata.Generation);
                await PodDisruption.MarkAsync(context, pod, failed, condition).ConfigureAwait(false);
            }

            await context.Client.DeleteAsync(ClusterResources.Pods, pod.Namespace, pod.Name, Now).ConfigureAwait(false);
        }
        catch (ApiException refusal) when (Refusals.IsNotFound(refusal))
        {
        }
    }

    // Deleted before it was placed, or on a node that is out of service: no kubelet will end it.
    private static bool IsStuck(Snapshot snapshot, KubeObject stored)
    {
        var pod = new PodView(stored);
        if (!pod.IsDeleting)
        {
            return false;
        }

        return pod.NodeName.Length == 0
            ? !IsEnded(stored)
            : snapshot.Get(ClusterResources.Nodes.At(pod.NodeName)) is { } node
                && NodeTaints.ReadyStatus(node) != "True"
                && new NodeView(node).Taints.Any(t => t.Key == WellKnownLabels.TaintOutOfService)
                && !IsEnded(stored);
    }

    // What is left of it waits for somebody's finalizer: deleting it again changes nothing.
    private static bool IsEnded(KubeObject pod) => PodState.IsTerminal(new PodView(pod)) && pod.Metadata.Root.Integer("deletionGracePeriodSeconds") == 0;

    private static IEnumerable<ReconcileKey> AfterPod(TriggerContext context, Change change) => change.Type == ChangeType.Deleted ? [] : Found(context, change);

    private static IEnumerable<ReconcileKey> Found(TriggerContext context, Change change)
    {
        var pod = new PodView(change.Object);
        if (pod.IsDeleting && IsStuck(context.Snapshot, change.Object))
        {
            yield return ReconcileKey.Of(change.Object);
        }

        if (pod.NodeName.Length > 0
            && (change.Previous is not { } before || new PodView(before).NodeName != pod.NodeName)
            && context.Snapshot.Get(ClusterResources.Nodes.At(pod.NodeName)) is null)
        {
            yield return new ReconcileKey("", pod.NodeName);
        }

        if (PodState.IsTerminal(pod) && context.Snapshot.Count(ClusterResources.Pods) > MostTerminated)
        {
            yield return new ReconcileKey("", Count);
        }
    }

    private static IEnumerable<ReconcileKey> AfterNode(TriggerContext context, Change change)
    {
        if (change.Type == ChangeType.Deleted)
        {
            return [new ReconcileKey("", change.Key.Name)];
        }

        return new NodeView(change.Object).Taints.Any(t => t.Key == WellKnownLabels.TaintOutOfService)
            ? context.Snapshot.ByIndex(StoreIndex.PodsByNode, change.Key.Name).Where(p => p.Metadata.IsDeleting).Select(ReconcileKey.Of)
            : [];
    }
}
