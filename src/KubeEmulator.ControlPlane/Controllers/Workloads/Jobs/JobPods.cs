using System.Globalization;
using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>What a Job reads from its pods; <c>pkg/controller/job/{indexed_job_utils,backoff_utils}.go</c>.</summary>
internal static class JobPods
{
    /// <summary>Keeps a pod until its Job has counted it.</summary>
    public const string Finalizer = "batch.kubernetes.io/job-tracking";

    public const string Index = "batch.kubernetes.io/job-completion-index";
    public const string FailureCount = "batch.kubernetes.io/job-index-failure-count";
    public const string IgnoredFailureCount = "batch.kubernetes.io/job-index-ignored-failure-count";

    /// <summary>Whether the pod has not been counted yet.</summary>
    public static bool IsTracked(PodView pod) => pod.Object.Metadata.Finalizers.Contains(Finalizer);

    public static bool IsSucceeded(PodView pod) => pod.Phase == "Succeeded";

    /// <summary>Whether the pod counts as failed; one that is being deleted does, unless the Job waits for it to end.</summary>
    public static bool IsFailed(PodView pod, JobView job) => pod.Phase == "Failed" || (!job.ReplacesFailedOnly && pod.IsDeleting && !IsSucceeded(pod));

    /// <summary>The completion index; null where the pod has none.</summary>
    public static int? IndexOf(PodView pod) => Number(pod, Index);

    /// <summary>The completion index, where the Job has such an index.</summary>
    public static int? ValidIndexOf(PodView pod, JobView job) => IndexOf(pod) is { } index && index < job.Completions ? index : null;

    /// <summary>How many pods of the index have failed before this one.</summary>
    public static int Failures(PodView pod) => Number(pod, FailureCount) ?? 0;

    /// <summary>The same, with those that the failure policy ignores.</summary>
    public static int AllFailures(PodView pod) => Failures(pod) + (Number(pod, IgnoredFailureCount) ?? 0);

    /// <summary>The distinct indexes of pods, in order.</summary>
    public static IEnumerable<int> Indexes(IEnumerable<PodView> pods) => pods.Select(IndexOf).OfType<int>().Distinct().Order();

    /// <summary>When the pod ended: by its containers, its Ready condition, its deletion or, for want of all these, its creation.</summary>
    public static DateTimeOffset FinishedAt(PodView pod)
    {
        if (ContainersFinishedAt(pod) is { } finished)
        {
            return finished;
        }

        if (Conditions.Find(pod.Status, "Ready") is { } ready && ready.String("status") == "False" && KubeTime.Parse(ready.String("lastTransitionTime")) is { } unready)
        {
            return unready;
        }

        var metadata = pod.Object.Metadata;
        return KubeTime.Parse(metadata.DeletionTimestamp)?.AddSeconds(-(metadata.Root.Integer("deletionGracePeriodSeconds") ?? 0))
            ?? KubeTime.Parse(metadata.CreationTimestamp)
            ?? DateTimeOffset.MinValue;
    }

    private static DateTimeOffset? ContainersFinishedAt(PodView pod)
    {
        var sidecars = pod.InitContainers.Where(c => c.IsRestartable).Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        DateTimeOffset? latest = null;
        foreach (var status in pod.ContainerStatuses.Concat(pod.InitContainerStatuses.Where(s => sidecars.Contains(s.StringOrEmpty("name")))))
        {
            if (KubeTime.Parse(status.StringAt("state", "terminated", "finishedAt")) is not { } finished)
            {
                return null;
            }

            latest = latest > finished ? latest : finished;
        }

        return latest;
    }

    private static int? Number(PodView pod, string annotation) =>
        int.TryParse(pod.Object.Metadata.Annotations.String(annotation), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
