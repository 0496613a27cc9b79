using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Runtime;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>
/// Deletes pods from nodes whose NoExecute taints they do not tolerate, or not for ever.
/// Upstream: <c>pkg/controller/tainteviction/taint_eviction.go</c>.
/// </summary>
internal sealed class TaintEvictionController : Controller
{
    private const string EventReason = "TaintManagerEviction";
    private readonly Dictionary<ReconcileKey, Eviction> _planned = [];

    public override string Name => "taint-eviction-controller";

    public override string ServiceAccount => Name;

    public override IEnumerable<Trigger> Triggers { get; } =
    [
        Trigger.On("", "pods", change => change.Previous is not { } before
            || change.Type == ChangeType.Deleted
            || before.Spec["nodeName"] != change.Object.Spec["nodeName"]
            || before.Spec["tolerations"] != change.Object.Spec["tolerations"]),
        Trigger.Mapped("", "nodes", AfterNode),
    ];

    public override async ValueTask<ReconcileResult> ReconcileAsync(ReconcileContext context, ReconcileKey key)
    {
        var now = context.Now;
        var pod = context.Snapshot.Get(ClusterResources.Pods.At(key.Namespace, key.Name));
        var planned = _planned.GetValueOrDefault(key);
        if (DueAt(context.Snapshot, pod, planned?.Since ?? now) is not { } due)
        {
            if (_planned.Remove(key))
            {
                await context.Events.NormalAsync(Bare(key), EventReason, $"Cancelling deletion of Pod {key}").ConfigureAwait(false);
            }

            return ReconcileResult.Done;
        }

        if (due > now)
        {
            // A shorter time than the one running starts over; a longer one does not prolong it.
            _planned[key] = planned ?? new Eviction(now);
            return ReconcileResult.After(due - now);
        }

        _planned.Remove(key);
        await EvictAsync(context, key, pod!).ConfigureAwait(false);
        return ReconcileResult.Done;
    }

    private static async ValueTask EvictAsync(ReconcileContext context, ReconcileKey key, KubeObject pod)
    {
        await context.Events.NormalAsync(Bare(key), EventReason, $"Marking for deletion Pod {key}").ConfigureAwait(false);
        var condition = MapValue.Of(
            ("type", "DisruptionTarget"),
            ("status", "True"),
            ("observedGeneration", pod.Metadata.Generation),
            ("reason", "DeletionByTaintManager"),
            ("message", "Taint manager: deleting due to NoExecute taint"));
        await PodDisruption.MarkAsync(context, pod, pod.Status, condition).ConfigureAwait(false);
        await context.Client.DeleteAsync(ClusterResources.Pods, pod.Namespace, pod.Name).ConfigureAwait(false);
    }

    // When the pod has to leave; null where it may stay.
    private static DateTimeOffset? DueAt(Snapshot snapshot, KubeObject? stored, DateTimeOffset since)
    {
        if (stored is null
            || new PodView(stored) is var pod && pod.NodeName.Length == 0
            || snapshot.Get(ClusterResources.Nodes.At(pod.NodeName)) is not { } node
            || NodeTaints.Evicting(node) is not { Count: > 0 } taints)
        {
            return null;
        }

        var (all, used) = Tolerations.Matching(pod, taints);
        if (!all)
        {
            return DateTimeOffset.MinValue;
        }

        var seconds = used.Where(t => t.TolerationSeconds is not null).Select(t => t.TolerationSeconds!.Value).ToArray();
        return seconds.Length == 0 ? null : since.AddSeconds(Math.Max(seconds.Min(), 0));
    }

    private static IEnumerable<ReconcileKey> AfterNode(TriggerContext context, Change change) =>
        change.Previous is { } before && change.Type == ChangeType.Modified && Equals(before.Spec["taints"], change.Object.Spec["taints"])
            ? []
            : context.Snapshot.ByIndex(StoreIndex.PodsByNode, change.Key.Name).Select(ReconcileKey.Of);

    private static KubeObject Bare(ReconcileKey key) =>
        new(MapValue.Of(("kind", "Pod"), ("apiVersion", "v1"), ("metadata", MapValue.Of(("name", key.Name), ("namespace", key.Namespace)))));

    private sealed record Eviction(DateTimeOffset Since);
}
