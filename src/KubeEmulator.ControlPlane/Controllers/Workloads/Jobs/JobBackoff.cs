using KubeEmulator.Objects;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>How many pods of a Job failed since the last success, and when the last did; <c>pkg/controller/job/backoff_utils.go</c>.</summary>
internal readonly record struct JobBackoff(int Failures, DateTimeOffset? LastFailure)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>With pods that ended meanwhile.</summary>
    public JobBackoff After(IReadOnlyCollection<PodView> succeeded, IReadOnlyCollection<PodView> failed)
    {
        if (succeeded.Count == 0)
        {
            return failed.Count == 0 ? this : new JobBackoff(Failures + failed.Count, failed.Max(JobPods.FinishedAt));
        }

        var success = succeeded.Max(JobPods.FinishedAt);
        var later = failed.Select(JobPods.FinishedAt).Where(at => at > success).ToList();
        return new JobBackoff(later.Count, later.Count == 0 ? null : later.Max());
    }

    /// <summary>How long no pod may be made.</summary>
    public TimeSpan Remaining(DateTimeOffset now) => LastFailure is { } last ? Remaining(Failures, last, now) : TimeSpan.Zero;

    /// <summary>How long no pod may be made that replaces a failed one of its index.</summary>
    public static TimeSpan Remaining(PodView lastFailed, DateTimeOffset now) => Remaining(JobPods.AllFailures(lastFailed) + 1, JobPods.FinishedAt(lastFailed), now);

    private static TimeSpan Remaining(int failures, DateTimeOffset last, DateTimeOffset now)
    {
        var wait = failures switch
        {
            0 => TimeSpan.Zero,
            > 7 => Longest,
            _ => First * (1 << (failures - 1)),
        };
        wait = (wait < Longest ? wait : Longest) - (now - last);
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }
}
