using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>Deletes finished Jobs whose time to live is over; <c>pkg/controller/ttlafterfinished</c>.</summary>
internal sealed class TtlAfterFinishedController : Controller
{
    /// <inheritdoc/>
    public override string Name => "ttl-after-finished-controller";

    /// <inheritdoc/>
    public override string ServiceAccount => "ttl-after-finished-controller";

    /// <inheritdoc/>
    public override IEnumerable<Trigger> Triggers => [Trigger.On("batch", "jobs", change => ExpiresAt(change.Object) is not null)];

    /// <inheritdoc/>
    public override async ValueTask<ReconcileResult> ReconcileAsync(ReconcileContext context, ReconcileKey key)
    {
        if (context.Snapshot.Get(new ObjectKey(WorkloadResources.Jobs, key.Namespace, key.Name)) is not { } job || ExpiresAt(job) is not { } expiry)
        {
            return ReconcileResult.Done;
        }

        if (expiry > context.Now)
        {
            return ReconcileResult.After(expiry - context.Now);
        }

        var options = new DeleteOptions { PropagationPolicy = "Foreground", PreconditionUid = job.Metadata.Uid };
        await context.Client.DeleteAsync(WorkloadResources.Jobs, key.Namespace, key.Name, options).ConfigureAwait(false);
        return ReconcileResult.Done;
    }

    private static DateTimeOffset? ExpiresAt(KubeObject job)
    {
        var end = JobConditions.FindTrue(job.Status, JobConditions.Complete) ?? JobConditions.FindTrue(job.Status, JobConditions.Failed);
        return !job.Metadata.IsDeleting && job.Spec.Integer("ttlSecondsAfterFinished") is { } seconds
            ? KubeTime.Parse(end?.String("lastTransitionTime"))?.AddSeconds(seconds)
            : null;
    }
}
