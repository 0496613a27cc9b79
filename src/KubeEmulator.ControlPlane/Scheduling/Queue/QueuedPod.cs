namespace KubeEmulator.Scheduling;

/// <summary>A pod without a node, and how it has fared so far. While it is in a queue, only the queue changes what it is sorted by.</summary>
internal sealed class QueuedPod(SchedulingPod pod, DateTimeOffset since, long sequence)
{
    public SchedulingPod Pod { get; set; } = pod;

    /// <summary>Since when it has been waiting in its place; what decides between equal priorities.</summary>
    public DateTimeOffset Since { get; set; } = since;

    /// <summary>The order in which pods came; decides where times are equal.</summary>
    public long Sequence { get; } = sequence;

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; set; }

    /// <summary>How often it did not fit; makes back-off longer.</summary>
    public int UnschedulableCount { get; set; }

    /// <summary>How often in a row something was broken.</summary>
    public int ConsecutiveErrors { get; set; }

    /// <summary>When its back-off ends; null before it is known.</summary>
    public DateTimeOffset? BackoffEnds { get; set; }

    /// <summary>The plugins that turned it away.</summary>
    public HashSet<string> UnschedulablePlugins { get; } = new(StringComparer.Ordinal);

    /// <summary>The plugins that wait for something outside.</summary>
    public HashSet<string> PendingPlugins { get; } = new(StringComparer.Ordinal);

    /// <summary>The plugin that keeps it out of the queue; null where none does.</summary>
    public string? GatingPlugin { get; set; }

    public QueuedPlace Place { get; set; }
}
