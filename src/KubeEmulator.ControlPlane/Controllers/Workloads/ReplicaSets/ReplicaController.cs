using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Rules;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>
/// Keeps as many pods as asked for: adopts, creates, deletes, counts. What ReplicaSets and ReplicationControllers have in common;
/// <c>pkg/controller/replicaset/replica_set.go</c>. There are no expectations as upstream's: the snapshot is never stale.
/// </summary>
internal abstract class ReplicaController(GroupResource resource, GroupVersionKind kind) : Controller
{
    // Upstream's burstReplicas: how many pods one look creates or deletes at most.
    private const int Burst = 500;

    /// <inheritdoc/>
    public override IEnumerable<Trigger> Triggers =>
    [
        Trigger.On(resource.Group, resource.Resource),
        Trigger.OnOwned("", "pods", kind.ApiVersion, kind.Kind),
        WorkloadTriggers.OnOrphan(WorkloadResources.Pods, resource, (owner, pod) => SelectorOf(owner).Matches(pod.Metadata.Labels)),
    ];

    /// <summary>Which pods are the owner's.</summary>
    protected abstract LabelSelector SelectorOf(KubeObject owner);

    /// <summary>Whether the status says how many pods are going.</summary>
    protected abstract bool CountsTerminating { get; }

    /// <inheritdoc/>
    public override async ValueTask<ReconcileResult> ReconcileAsync(ReconcileContext context, ReconcileKey key)
    {
        if (context.Snapshot.Get(new ObjectKey(resource, key.Namespace, key.Name)) is not { } owner)
        {
            return ReconcileResult.Done;
        }

        var selector = SelectorOf(owner);
        var claim = new OwnerClaim(context, owner, kind, pod => selector.Matches(pod.Metadata.Labels));
        var active = Dependents.Candidates(context.Snapshot, owner, WorkloadResources.Pods, "Pod").Where(p => PodState.IsActive(new PodView(p)));
        var pods = await claim.ClaimAsync(WorkloadResources.Pods, active).ConfigureAwait(false);
        var excess = pods.Count - Replicas(owner);
        ApiException? refused = null;
        if (excess != 0 && !owner.Metadata.IsDeleting)
        {
            try
            {
                await ManageAsync(context, owner, pods, excess).ConfigureAwait(false);
            }
            catch (ApiException error)
            {
                refused = error;
            }

            pods = [.. Controlled(context.Refresh(), owner, selector).Where(p => PodState.IsActive(p)).Select(p => p.Object)];
        }

        var views = pods.ConvertAll(p => new PodView(p));
        var terminating = CountsTerminating ? Controlled(context.Snapshot, owner, selector).Count(PodState.IsTerminating) : (int?)null;
        var status = ReplicaStatus.Of(owner, views, terminating, refused is null ? null : (excess < 0 ? "FailedCreate" : "FailedDelete", refused.Message), context.Now);
        await context.Client.UpdateStatusAsync(owner, status).ConfigureAwait(false);
        if (refused is not null)
        {
            throw new ApiException(refused.Status, refused);
        }

        return PodAvailability.Next(views, ReplicaStatus.MinReadySeconds(owner), context.Now) is { } wait ? ReconcileResult.After(wait) : ReconcileResult.Done;
    }

    private static int Replicas(KubeObject owner) => (int)(owner.Spec.Integer("replicas") ?? 1);

    private static IEnumerable<PodView> Controlled(Snapshot snapshot, KubeObject owner, LabelSelector selector) =>
        Dependents.Pods(snapshot, owner).Where(p => selector.Matches(p.Labels));

    private async ValueTask ManageAsync(ReconcileContext context, KubeObject owner, List<KubeObject> pods, int excess)
    {
        var control = new PodControl(context, owner, kind);
        if (excess < 0)
        {
            var document = control.Document(owner.Spec.Map("template") ?? MapValue.Empty);
            var made = await control.CreateManyAsync([.. Enumerable.Repeat(document, Math.Min(-excess, Burst))]).ConfigureAwait(false);
            if (made.Refused is { } error)
            {
                throw new ApiException(error.Status, error);
            }

            return;
        }

        ApiException? refused = null;
        var going = Math.Min(excess, Burst);
        foreach (var pod in Victims(context.Snapshot, owner, pods, context.Now).Take(going).ToArray())
        {
            try
            {
                await control.DeleteAsync(pod.Object).ConfigureAwait(false);
            }
            catch (ApiException error)
            {
                refused ??= error;
            }
        }

        if (refused is not null)
        {
            throw new ApiException(refused.Status.WithMessage($"unable to delete pods: {refused.Message}"), refused);
        }
    }

    // Doubled-up pods go first, and pods of a Deployment's other ReplicaSets count as neighbours.
    private IEnumerable<PodView> Victims(Snapshot snapshot, KubeObject owner, List<KubeObject> pods, DateTimeOffset now)
    {
        var siblings = owner.Metadata.Controller is { } controller
            ? snapshot.ByIndex(StoreIndex.OwnerUid, controller.Uid).Where(o => o.Kind == kind.Kind && o.Namespace == owner.Namespace && o.Metadata.Controller?.Uid == controller.Uid)
            : [owner];
        return DeletionOrder.Sort(pods.ConvertAll(p => new PodView(p)), siblings.SelectMany(s => Dependents.Pods(snapshot, s)), now);
    }
}
