using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>Keeps the numbered pods of StatefulSets and their claims; <c>pkg/controller/statefulset/stateful_set.go</c>.</summary>
internal sealed class StatefulSetController : Controller
{
    /// <inheritdoc/>
    public override string Name => "statefulset-controller";

    /// <inheritdoc/>
    public override string ServiceAccount => "statefulset-controller";

    /// <inheritdoc/>
    public override IEnumerable<Trigger> Triggers =>
    [
        Trigger.On("apps", "statefulsets"),
        Trigger.OnOwned("", "pods", WorkloadKinds.StatefulSet.ApiVersion, WorkloadKinds.StatefulSet.Kind),
        WorkloadTriggers.OnOrphan(WorkloadResources.Pods, WorkloadResources.StatefulSets, Adopts),

        // A pod that waits for the claim of its predecessor to go.
        Trigger.Mapped("", "persistentvolumeclaims", (context, change) => change.Type == ChangeType.Deleted ? WithClaims(context.Snapshot, change.Object.Namespace) : []),
    ];

    /// <inheritdoc/>
    public override async ValueTask<ReconcileResult> ReconcileAsync(ReconcileContext context, ReconcileKey key)
    {
        if (context.Snapshot.Get(new ObjectKey(WorkloadResources.StatefulSets, key.Namespace, key.Name)) is not { } set)
        {
            return ReconcileResult.Done;
        }

        var revisions = await StatefulSetRevisions.EnsureAsync(context, set).ConfigureAwait(false);
        var claim = new OwnerClaim(context, set, WorkloadKinds.StatefulSet, pod => Adopts(set, pod));
        var pods = await claim.ClaimAsync(WorkloadResources.Pods, Dependents.Candidates(context.Snapshot, set, WorkloadResources.Pods, "Pod")).ConfigureAwait(false);
        context.Refresh();
        ApiException? refused = null;
        if (!set.Metadata.IsDeleting)
        {
            try
            {
                await new StatefulSetSync(context, set, pods.Select(p => new PodView(p)), revisions).RunAsync().ConfigureAwait(false);
            }
            catch (ApiException error)
            {
                refused = error;
            }
        }

        var view = new StatefulSetView(set);
        var now = Dependents.Pods(context.Refresh(), set).Where(p => Adopts(set, p.Object)).ToList();
        var status = StatefulSetStatus.Of(view, now, revisions.Current.Name, revisions.Update.Name, revisions.Collisions, context.Now);
        await context.Client.UpdateStatusAsync(set, status).ConfigureAwait(false);
        if (refused is not null)
        {
            throw new ApiException(refused.Status, refused);
        }

        await TruncateAsync(context, set, now, revisions).ConfigureAwait(false);
        return PodAvailability.Next(now, view.MinReadySeconds, context.Now) is { } wait ? ReconcileResult.After(wait) : ReconcileResult.Done;
    }

    private static bool Adopts(KubeObject set, KubeObject pod) =>
        new StatefulSetView(set).OrdinalOf(pod.Name) is not null && LabelSelector.From(set.Spec["selector"]).Matches(pod.Metadata.Labels);

    private static ValueTask TruncateAsync(ReconcileContext context, KubeObject set, List<PodView> pods, StatefulSetRevisions revisions)
    {
        var live = pods.Select(StatefulPod.RevisionOf).Append(revisions.Current.Name).Append(revisions.Update.Name).ToHashSet(StringComparer.Ordinal);
        return Revisions.TruncateAsync(context, [.. revisions.All.Where(r => !live.Contains(r.Name))], set.Spec.Integer("revisionHistoryLimit") ?? 10);
    }

    private static IEnumerable<ReconcileKey> WithClaims(Snapshot snapshot, string @namespace) =>
        snapshot.List(WorkloadResources.StatefulSets, @namespace).Where(s => new StatefulSetView(s).ClaimTemplates.Any()).Select(ReconcileKey.Of);
}
