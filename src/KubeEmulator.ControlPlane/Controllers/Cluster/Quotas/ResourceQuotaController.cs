using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Runtime;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>
/// Counts what quotas limit: anew when a quota changes, and when something ends or shrinks (admission counts what comes).
/// Upstream: <c>pkg/controller/resourcequota</c>.
/// </summary>
internal sealed class ResourceQuotaController : Controller
{
    public override string Name => "resourcequota-controller";

    internal override bool IsForgetful => true;

    public override IEnumerable<Trigger> Triggers { get; } =
    [
        Trigger.On("", "resourcequotas", change => change.Type != ChangeType.Deleted && change.Previous?.Spec["hard"] != change.Object.Spec["hard"]),
        new Trigger(null, Replenished),
    ];

    public override async ValueTask<ReconcileResult> ReconcileAsync(ReconcileContext context, ReconcileKey key)
    {
        if (context.Snapshot.Get(ClusterResources.ResourceQuotas.At(key.Namespace, key.Name)) is { } quota
            && QuotaUsage.Status(context.Snapshot, quota, context.Now) is var status
            && !QuotaUsage.Same(quota.Status, status))
        {
            await context.Client.UpdateStatusAsync(quota, status).ConfigureAwait(false);
        }

        return ReconcileResult.Done;
    }

    private static IEnumerable<ReconcileKey> Replenished(TriggerContext context, Change change) =>
        change.Type == ChangeType.Added || change.Key.Namespace.Length == 0 || !Frees(change)
            ? []
            : context.Snapshot.List(ClusterResources.ResourceQuotas, change.Key.Namespace)
                .Where(q => QuotaUsage.Measures(q, change.Key.Resource))
                .Select(ReconcileKey.Of);

    // Upstream's update filter (resource_quota_monitor and quota/v1/evaluator/core): pods that end, services and claims that change.
    private static bool Frees(Change change)
    {
        if (change.Type == ChangeType.Deleted)
        {
            return true;
        }

        var (before, now) = (change.Previous!, change.Object);
        if (change.Key.Resource == ClusterResources.Pods)
        {
            return PodState.IsTerminal(new PodView(now)) != PodState.IsTerminal(new PodView(before))
                || before.Spec != now.Spec
                || before.Metadata.DeletionTimestamp != now.Metadata.DeletionTimestamp;
        }

        return change.Key.Resource == ClusterResources.Services
            ? before.Spec != now.Spec
            : change.Key.Resource == ClusterResources.Claims && (before.Spec != now.Spec || before.Status != now.Status);
    }
}
