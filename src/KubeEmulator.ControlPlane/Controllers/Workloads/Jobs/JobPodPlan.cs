using KubeEmulator.Objects;
using KubeEmulator.Rules;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>Which pods a Job that goes on needs more or fewer of; <c>pkg/controller/job/job_controller.go</c> manageJob.</summary>
/// <param name="Delete">The pods that go; where there are any, none is made.</param>
/// <param name="Create">A pod to make for each entry, for a completion index where the Job has such.</param>
/// <param name="Wait">How long to wait before any is made; zero for not at all.</param>
internal sealed record JobPodPlan(IReadOnlyList<PodView> Delete, IReadOnlyList<int?> Create, TimeSpan Wait)
{
    // As many as one look makes or deletes at most.
    private const int Most = 500;

    private static readonly JobPodPlan Nothing = new([], [], TimeSpan.Zero);

    public static JobPodPlan Of(JobProgress progress, DateTimeOffset now)
    {
        var job = progress.Job;
        var active = progress.Active.Count;
        if (job.IsSuspended)
        {
            return Nothing with { Delete = Excess(progress, active, now) };
        }

        var wanted = job.Completions is { } completions ? Math.Clamp(completions - progress.Succeeded, 0, job.Parallelism)
            : progress.Succeeded > 0 ? active
            : job.Parallelism;
        if (Excess(progress, Math.Max(active - wanted, 0), now) is { Count: > 0 } excess)
        {
            return Nothing with { Delete = [.. excess.Take(Most)] };
        }

        var missing = Math.Min(wanted - active - (job.ReplacesFailedOnly ? progress.Terminating : 0), Most);
        if (missing <= 0)
        {
            return Nothing;
        }

        if (job.BackoffLimitPerIndex is null && progress.Backoff.Remaining(now) is var wait && wait > TimeSpan.Zero)
        {
            return Nothing with { Wait = wait };
        }

        return job.IsIndexed ? ByIndex(progress, missing, now) : Nothing with { Create = [.. Enumerable.Repeat((int?)null, missing)] };
    }

    // Each index waits for itself; those whose time has come need not wait for the others.
    private static JobPodPlan ByIndex(JobProgress progress, int missing, DateTimeOffset now)
    {
        var taken = progress.SucceededIndexes.With(JobPods.Indexes(progress.Active)).With(progress.FailedIndexes ?? IndexRanges.None);
        if (progress.Job.ReplacesFailedOnly)
        {
            taken = taken.With(JobPods.Indexes(progress.Pods.Where(PodState.IsTerminating)));
        }

        var waits = taken.Missing(progress.Job.Completions ?? 0).Take(missing)
            .Select(index => (Index: index, Wait: progress.LastFailedByIndex.TryGetValue(index, out var failed) ? JobBackoff.Remaining(failed, now) : TimeSpan.Zero))
            .ToList();
        var ready = waits.Where(w => w.Wait == TimeSpan.Zero).Select(w => (int?)w.Index).ToList();
        return ready.Count > 0 || waits.Count == 0 ? Nothing with { Create = ready } : Nothing with { Wait = waits.Min(w => w.Wait) };
    }

    // Pods without an index of the Job, and all but the best of those that share one, go in any case.
    private static List<PodView> Excess(JobProgress progress, int atLeast, DateTimeOffset now)
    {
        var going = new List<PodView>();
        var staying = progress.Active.ToList();
        if (progress.Job.IsIndexed)
        {
            foreach (var same in progress.Active.GroupBy(p => JobPods.ValidIndexOf(p, progress.Job)))
            {
                going.AddRange(same.Key is null ? same : Sorted([.. same], now).SkipLast(1));
            }

            staying = [.. staying.Except(going)];
        }

        return going.Count >= atLeast ? going : [.. going, .. Sorted(staying, now).Take(atLeast - going.Count)];
    }

    private static IEnumerable<PodView> Sorted(IReadOnlyCollection<PodView> pods, DateTimeOffset now) => DeletionOrder.Sort(pods, [], now);
}
