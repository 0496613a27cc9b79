using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Storage;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>Runs Jobs to their end; <c>pkg/controller/job/job_controller.go</c>.</summary>
internal sealed class JobController : Controller
{
    // As upstream's, this memory is lost with the controller: after a restore, the first failure counts as the first again.
    private readonly Dictionary<string, JobBackoff> _backoffs = new(StringComparer.Ordinal);
    private readonly Dictionary<ReconcileKey, string> _uids = [];

    /// <inheritdoc/>
    public override string Name => "job-controller";

    /// <inheritdoc/>
    public override string ServiceAccount => "job-controller";

    /// <inheritdoc/>
    public override IEnumerable<Trigger> Triggers =>
    [
        Trigger.On("batch", "jobs"),
        Trigger.OnOwned("", "pods", WorkloadKinds.Job.ApiVersion, WorkloadKinds.Job.Kind),
        WorkloadTriggers.OnOrphan(WorkloadResources.Pods, WorkloadResources.Jobs, (job, pod) => !new JobView(job).IsFinished && Matches(job, pod)),

        // A pod that has the finalizer but no owner belongs to no Job: the empty name stands for it.
        Trigger.Mapped("", "pods", (_, change) => IsStray(change) ? [new ReconcileKey(change.Object.Namespace, "")] : []),
    ];

    /// <inheritdoc/>
    public override async ValueTask<ReconcileResult> ReconcileAsync(ReconcileContext context, ReconcileKey key)
    {
        var stored = context.Snapshot.Get(new ObjectKey(WorkloadResources.Jobs, key.Namespace, key.Name));
        await ReleaseStraysAsync(context, key, stored).ConfigureAwait(false);
        Forget(key, stored);
        if (stored is null || new JobView(stored).IsForeign)
        {
            return ReconcileResult.Done;
        }

        var uid = stored.Metadata.Uid;
        if (new JobView(stored).IsFinished)
        {
            _backoffs.Remove(uid);
            await ReleaseAsync(context, Tracked(context.Snapshot, key).Where(p => p.Metadata.Controller?.Uid == uid)).ConfigureAwait(false);
            return ReconcileResult.Done;
        }

        var claim = new OwnerClaim(context, stored, WorkloadKinds.Job, pod => Matches(stored, pod)) { Finalizer = JobPods.Finalizer };
        var pods = await claim.ClaimAsync(WorkloadResources.Pods, Dependents.Candidates(context.Snapshot, stored, WorkloadResources.Pods, "Pod")).ConfigureAwait(false);
        var sync = new JobSync(context, stored, pods.ConvertAll(p => new PodView(p)), _backoffs.GetValueOrDefault(uid));
        var result = await sync.RunAsync().ConfigureAwait(false);
        _backoffs[uid] = sync.Backoff;
        return result;
    }

    private static bool Matches(KubeObject job, KubeObject pod) => LabelSelector.From(job.Spec["selector"]).Matches(pod.Metadata.Labels);

    private static bool IsStray(Change change) =>
        change.Type != ChangeType.Deleted && change.Object.Metadata.Controller is null && change.Object.Metadata.Finalizers.Contains(JobPods.Finalizer);

    private static IEnumerable<KubeObject> Tracked(Snapshot snapshot, ReconcileKey key) => snapshot.ByIndex(StoreIndex.PodsOfJobs, $"{key.Namespace}/{key.Name}");

    private static async ValueTask ReleaseAsync(ReconcileContext context, IEnumerable<KubeObject> pods)
    {
        foreach (var pod in pods.ToArray())
        {
            await JobFinalizer.RemoveAsync(context, pod).ConfigureAwait(false);
        }
    }

    // Pods of a Job that is gone, or of an earlier one of the same name, would wait for it for ever.
    private static ValueTask ReleaseStraysAsync(ReconcileContext context, ReconcileKey key, KubeObject? job) =>
        ReleaseAsync(context, Tracked(context.Snapshot, key).Where(p => p.Metadata.Controller is not { } owner
            || (owner.Kind == WorkloadKinds.Job.Kind && owner.ApiVersion == WorkloadKinds.Job.ApiVersion && owner.Uid != job?.Metadata.Uid)));

    private void Forget(ReconcileKey key, KubeObject? job)
    {
        if (_uids.TryGetValue(key, out var known) && known != job?.Metadata.Uid)
        {
            _backoffs.Remove(known);
            _uids.Remove(key);
        }

        if (job is not null)
        {
            _uids[key] = job.Metadata.Uid;
        }
    }
}
