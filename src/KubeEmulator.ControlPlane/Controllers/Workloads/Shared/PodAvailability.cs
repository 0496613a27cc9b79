using KubeEmulator.Objects;
using KubeEmulator.Rules;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>When to look again whether pods have been ready for long enough.</summary>
internal static class PodAvailability
{
    /// <summary>How long until the next ready pod becomes available; null where none is waiting for that.</summary>
    public static TimeSpan? Next(IEnumerable<PodView> pods, long minReadySeconds, DateTimeOffset now)
    {
        TimeSpan? next = null;
        if (minReadySeconds > 0)
        {
            foreach (var pod in pods)
            {
                if (PodState.AvailableAt(pod, minReadySeconds) is { } at && at > now && !(next <= at - now))
                {
                    next = at - now;
                }
            }
        }

        return next;
    }
}
