using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>
/// Counts pods that ended: first their uids are noted in the status, then they lose the finalizer, then the sums rise. So no pod is
/// counted twice or never, whatever fails in between. <c>pkg/controller/job/job_controller.go</c> trackJobStatusAndRemoveFinalizers.
/// </summary>
/// <param name="Status">The status with the uids noted.</param>
/// <param name="Release">The pods that may lose their finalizer once that status is written.</param>
/// <param name="IsPartial">Whether there are more than one status can hold.</param>
internal sealed record JobCounting(MapValue Status, IReadOnlyList<PodView> Release, bool IsPartial)
{
    // As many as a status notes at most.
    private const int Most = 500;

    public static JobCounting Of(JobProgress progress, MapValue status, MapValue? outcome)
    {
        var job = progress.Job;
        status = Settle(status, progress.Pods.Where(JobPods.IsTracked).Select(p => p.Object.Metadata.Uid).ToHashSet(StringComparer.Ordinal));
        var succeeded = Noted(status, "succeeded").ToList();
        var failed = Noted(status, "failed").ToList();
        var release = new List<PodView>();
        var newIndexes = 0;
        var pods = job.IsIndexed ? progress.Pods.OrderBy(p => JobPods.IndexOf(p) ?? -1) : progress.Pods.AsEnumerable();
        foreach (var pod in pods.Where(p => JobPods.IsTracked(p) && MayGo(progress, p, outcome)))
        {
            release.Add(pod);
            var uid = pod.Object.Metadata.Uid;
            if (JobPods.IsSucceeded(pod) && !progress.UncountedFailed.Contains(uid))
            {
                if (job.IsIndexed)
                {
                    newIndexes += JobPods.ValidIndexOf(pod, job) is { } index && !progress.KnownSucceededIndexes.Contains(index) ? 1 : 0;
                }
                else if (!progress.UncountedSucceeded.Contains(uid))
                {
                    succeeded.Add(uid);
                }
            }
            else if (CountsAsFailed(progress, pod, outcome) && !progress.UncountedFailed.Contains(uid))
            {
                failed.Add(uid);
            }

            if (newIndexes + succeeded.Count + failed.Count >= Most)
            {
                break;
            }
        }

        status = status.With("uncountedTerminatedPods", Uncounted(succeeded, failed));
        return new JobCounting(job.IsIndexed ? WithIndexes(progress, status) : status, release, newIndexes + succeeded.Count + failed.Count >= Most);
    }

    /// <summary>The status in which noted uids that no longer have the finalizer have gone into the sums.</summary>
    public static MapValue Settle(MapValue status, IReadOnlySet<string> tracked)
    {
        var (succeeded, failed) = (Noted(status, "succeeded").ToList(), Noted(status, "failed").ToList());
        var (waitingSucceeded, waitingFailed) = (succeeded.Where(tracked.Contains).ToList(), failed.Where(tracked.Contains).ToList());
        var builder = status.ToBuilder();
        builder.SetUnlessZero("succeeded", status.Count("succeeded") + succeeded.Count - waitingSucceeded.Count);
        builder.SetUnlessZero("failed", status.Count("failed") + failed.Count - waitingFailed.Count);
        builder["uncountedTerminatedPods"] = Uncounted(waitingSucceeded, waitingFailed);
        return builder.Build();
    }

    /// <summary>Whether any uid waits to be counted.</summary>
    public static bool HasUncounted(MapValue status) => Noted(status, "succeeded").Concat(Noted(status, "failed")).Any();

    private static bool MayGo(JobProgress progress, PodView pod, MapValue? outcome)
    {
        if (progress.Job.Object.Metadata.IsDeleting || outcome is not null || JobPods.IsSucceeded(pod))
        {
            return true;
        }

        // A failed pod of an index stays until its replacement is there, which takes the number of failures from it.
        return JobPods.IsFailed(pod, progress.Job)
            && !(JobPods.IndexOf(pod) is { } index
                && progress.LastFailedByIndex.TryGetValue(index, out var kept)
                && kept.Object.Metadata.Uid == pod.Object.Metadata.Uid);
    }

    // When a Job fails, every pod that had not ended counts as failed.
    private static bool CountsAsFailed(JobProgress progress, PodView pod, MapValue? outcome)
    {
        var ended = JobPods.IsFailed(pod, progress.Job) || (outcome is not null && outcome.String("type") != JobConditions.SuccessCriteriaMet);
        return ended
            && (!progress.Job.IsIndexed || JobPods.ValidIndexOf(pod, progress.Job) is not null)
            && PodFailurePolicy.Match(progress.Job.FailurePolicy, pod).Counts;
    }

    private static MapValue WithIndexes(JobProgress progress, MapValue status)
    {
        var builder = status.ToBuilder();
        builder.SetUnlessZero("succeeded", progress.SucceededIndexes.Count);
        builder["completedIndexes"] = progress.SucceededIndexes.ToString() is { Length: > 0 } text ? StringValue.Of(text) : null;
        builder["failedIndexes"] = progress.FailedIndexes is { } failed ? StringValue.Of(failed.ToString()) : null;
        return builder.Build();
    }

    private static IEnumerable<string> Noted(MapValue status, string what) => status.Map("uncountedTerminatedPods")?.Strings(what) ?? [];

    private static MapValue Uncounted(List<string> succeeded, List<string> failed)
    {
        var builder = new MapBuilder();
        builder["succeeded"] = succeeded.Count == 0 ? null : ListValue.From(succeeded.Select(StringValue.Of));
        builder["failed"] = failed.Count == 0 ? null : ListValue.From(failed.Select(StringValue.Of));
        return builder.Build();
    }
}
