using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Rules;

/// <summary>Where a pod stands in its life; <c>pkg/api/v1/pod/util.go</c> and <c>pkg/controller/controller_utils.go</c>.</summary>
internal static class PodState
{
    /// <summary>Whether its Ready condition is true.</summary>
    public static bool IsReady(PodView pod) => Conditions.IsTrue(pod.Status, "Ready");

    /// <summary>Whether it has been ready for so many seconds.</summary>
    public static bool IsAvailable(PodView pod, long minReadySeconds, DateTimeOffset now) =>
        IsReady(pod) && (minReadySeconds == 0 || ReadySince(pod) is { } since && since.AddSeconds(minReadySeconds) <= now);

    /// <summary>When a ready pod will be available; null where it is not ready or the time is unknown.</summary>
    public static DateTimeOffset? AvailableAt(PodView pod, long minReadySeconds) => ReadySince(pod)?.AddSeconds(minReadySeconds);

    /// <summary>Since when it has been ready; null where it is not.</summary>
    public static DateTimeOffset? ReadySince(PodView pod) =>
        Conditions.Find(pod.Status, "Ready") is { } ready && ready.String("status") == "True" ? KubeTime.Parse(ready.String("lastTransitionTime")) : null;

    /// <summary>Whether it has succeeded or failed: its containers never run again.</summary>
    public static bool IsTerminal(PodView pod) => pod.Phase is "Succeeded" or "Failed";

    /// <summary>Whether it counts for its controller: neither terminal nor deleted.</summary>
    public static bool IsActive(PodView pod) => !IsTerminal(pod) && !pod.IsDeleting;

    /// <summary>Whether it is deleted and still winding down.</summary>
    public static bool IsTerminating(PodView pod) => !IsTerminal(pod) && pod.IsDeleting;
}
