using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>
/// What the pods of a Job amount to now: pure reading, nothing is written. <c>pkg/controller/job/job_controller.go</c> syncJob.
/// </summary>
internal sealed class JobProgress
{
    public JobProgress(JobView job, IReadOnlyList<PodView> pods, JobBackoff backoff)
    {
        (Job, Pods) = (job, pods);
        var uncounted = job.Object.Status.Map("uncountedTerminatedPods") ?? MapValue.Empty;
        UncountedSucceeded = uncounted.Strings("succeeded").ToHashSet(StringComparer.Ordinal);
        UncountedFailed = uncounted.Strings("failed").ToHashSet(StringComparer.Ordinal);
        Active = [.. pods.Where(PodState.IsActive)];
        Terminating = pods.Count(PodState.IsTerminating);
        var newlySucceeded = pods.Where(p => IsUncounted(p, UncountedSucceeded) && JobPods.IsSucceeded(p)).ToList();
        var newlyFailed = pods.Where(p => IsUncounted(p, UncountedFailed) && JobPods.IsFailed(p, job)).ToList();
        Backoff = backoff.After(newlySucceeded, newlyFailed);
        Succeeded = job.Object.Status.Count("succeeded") + newlySucceeded.Count + UncountedSucceeded.Count;
        Failed = job.Object.Status.Count("failed") + newlyFailed.Count(p => PodFailurePolicy.Match(job.FailurePolicy, p).Counts) + UncountedFailed.Count;
        if (!job.IsIndexed)
        {
            return;
        }

        var completions = job.Completions ?? 0;
        KnownSucceededIndexes = IndexRanges.Parse(job.Object.Status.StringOrEmpty("completedIndexes"), completions);
        SucceededIndexes = KnownSucceededIndexes.With(IndexesWhere(JobPods.IsSucceeded));
        Succeeded = SucceededIndexes.Count;
        if (job.BackoffLimitPerIndex is { } limit)
        {
            FailedIndexes = IndexRanges.Parse(job.Object.Status.StringOrEmpty("failedIndexes"), completions).With(IndexesWhere(p => HasFailedIndex(p, limit)));
            LastFailedByIndex = FindLastFailed();
        }
    }

    public JobView Job { get; }

    public IReadOnlyList<PodView> Pods { get; }

    /// <summary>The pods that run or will.</summary>
    public IReadOnlyList<PodView> Active { get; }

    /// <summary>How many pods are going.</summary>
    public int Terminating { get; }

    /// <summary>Uids noted in the status that are not in its sums yet.</summary>
    public IReadOnlySet<string> UncountedSucceeded { get; }

    public IReadOnlySet<string> UncountedFailed { get; }

    public int Succeeded { get; }

    public int Failed { get; }

    public JobBackoff Backoff { get; }

    /// <summary>The indexes that the status says have succeeded.</summary>
    public IndexRanges KnownSucceededIndexes { get; } = IndexRanges.None;

    public IndexRanges SucceededIndexes { get; } = IndexRanges.None;

    /// <summary>The indexes that will not be tried again; null where indexes have no limit of their own.</summary>
    public IndexRanges? FailedIndexes { get; }

    /// <summary>The failed pods that stay until their replacement has taken over the number of failures.</summary>
    public IReadOnlyDictionary<int, PodView> LastFailedByIndex { get; } = new Dictionary<int, PodView>();

    /// <summary>What ends the Job; null while it goes on. A failure comes as FailureTarget until the Job may be called Failed.</summary>
    public MapValue? Outcome(DateTimeOffset now)
    {
        var status = Job.Object.Status;
        if (JobConditions.FindTrue(status, JobConditions.SuccessCriteriaMet) is { } met)
        {
            return met;
        }

        if (JobConditions.FindTrue(status, JobConditions.FailureTarget) is { } target)
        {
            return JobConditions.From(target, JobConditions.Failed, now);
        }

        if (Failure(now) is { } failure)
        {
            return JobConditions.New(JobConditions.FailureTarget, "True", failure.Reason, failure.Message, now);
        }

        return Job.IsIndexed && SuccessPolicy.Match(Job.SuccessPolicy, Job.Completions ?? 0, SucceededIndexes) is { } rule
            ? JobConditions.New(JobConditions.SuccessCriteriaMet, "True", "SuccessPolicy", rule, now)
            : null;
    }

    /// <summary>Whether enough pods have succeeded, given how many are active.</summary>
    public bool IsComplete(int active) => active == 0 && (Job.Completions is { } completions ? Succeeded >= completions : Succeeded > 0);

    private (string Reason, string Message)? Failure(DateTimeOffset now)
    {
        var policy = Job.FailurePolicy;
        var job = Job;
        if (policy is not null && Pods.Where(p => JobPods.IsFailed(p, job)).Select(p => PodFailurePolicy.Match(policy, p).JobFailure).FirstOrDefault(m => m is not null) is { } message)
        {
            return ("PodFailurePolicy", message);
        }

        if (Failed > Job.BackoffLimit || HasRestartedTooOften())
        {
            return ("BackoffLimitExceeded", "Job has reached the specified backoff limit");
        }

        if (!Job.IsSuspended && KubeTime.Parse(Job.Object.Status.String("startTime")) is { } start && now - start >= Job.ActiveDeadline)
        {
            return ("DeadlineExceeded", "Job was active longer than specified deadline");
        }

        if (FailedIndexes is not { Count: > 0 } failed)
        {
            return null;
        }

        return failed.Count > Job.MaxFailedIndexes ? ("MaxFailedIndexesExceeded", "Job has exceeded the specified maximal number of failed indexes")
            : failed.Count + SucceededIndexes.Count >= Job.Completions ? ("FailedIndexes", "Job has failed indexes")
            : null;
    }

    // Containers that restart in their pod count, where the pod does not fail for them.
    private bool HasRestartedTooOften()
    {
        if (Job.Template.Map("spec")?.String("restartPolicy") != "OnFailure")
        {
            return false;
        }

        var restarts = Pods.Where(p => p.Phase is "Running" or "Pending")
            .SelectMany(p => p.InitContainerStatuses.Concat(p.ContainerStatuses))
            .Sum(s => s.Integer("restartCount") ?? 0);
        return Job.BackoffLimit == 0 ? restarts > 0 : restarts >= Job.BackoffLimit;
    }

    private bool IsUncounted(PodView pod, IReadOnlySet<string> noted) =>
        JobPods.IsTracked(pod) && !noted.Contains(pod.Object.Metadata.Uid) && (!Job.IsIndexed || JobPods.ValidIndexOf(pod, Job) is not null);

    private IEnumerable<int> IndexesWhere(Func<PodView, bool> holds)
    {
        var job = Job;
        return Pods.Where(p => JobPods.IsTracked(p) && holds(p)).Select(p => JobPods.ValidIndexOf(p, job)).OfType<int>();
    }

    private bool HasFailedIndex(PodView pod, int limit)
    {
        if (!JobPods.IsFailed(pod, Job))
        {
            return false;
        }

        var policy = PodFailurePolicy.Match(Job.FailurePolicy, pod);
        return policy.Action == "FailIndex" || (policy.Counts && JobPods.Failures(pod) >= limit);
    }

    private Dictionary<int, PodView> FindLastFailed()
    {
        var active = JobPods.Indexes(Active).ToHashSet();
        var last = new Dictionary<int, PodView>();
        foreach (var pod in Pods.Where(p => JobPods.IsTracked(p) && JobPods.IsFailed(p, Job)))
        {
            if (JobPods.ValidIndexOf(pod, Job) is not { } index || SucceededIndexes.Contains(index) || FailedIndexes!.Contains(index) || active.Contains(index))
            {
                continue;
            }

            if (!last.TryGetValue(index, out var known)
                || (JobPods.AllFailures(known) <= JobPods.AllFailures(pod) && JobPods.FinishedAt(pod) >= JobPods.FinishedAt(known)))
            {
                last[index] = pod;
            }
        }

        return last;
    }
}
