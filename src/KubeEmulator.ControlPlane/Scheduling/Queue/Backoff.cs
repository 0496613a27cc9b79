namespace KubeEmulator.Scheduling;

/// <summary>How long a pod that failed waits: twice as long each time, to the second; kube-scheduler's <c>backend/queue/backoff_queue.go</c>.</summary>
internal sealed class Backoff(TimeSpan first, TimeSpan longest)
{
    /// <summary>When a pod's back-off ends; null where it has none. Known once, it stays until the pod fails again.</summary>
    public DateTimeOffset? EndOf(QueuedPod pod)
    {
        var failures = pod.ConsecutiveErrors > 0 ? pod.ConsecutiveErrors : pod.UnschedulableCount;
        if (failures == 0)
        {
            return null;
        }

        return pod.BackoffEnds ??= ToSecond(pod.Since + Duration(failures));
    }

    public bool IsOver(QueuedPod pod, DateTimeOffset now) => EndOf(pod) is not { } end || end < ToSecond(now);

    /// <summary>The first moment at which <see cref="IsOver"/>; all of one second end together, so that priority decides among them.</summary>
    public static DateTimeOffset OverAt(DateTimeOffset end) => end + TimeSpan.FromSeconds(1);

    internal TimeSpan Duration(int failures)
    {
        var shift = failures - 1;
        return shift > 30 || first > longest / (1L << shift) ? longest : first * (1L << shift);
    }

    private static DateTimeOffset ToSecond(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
}
