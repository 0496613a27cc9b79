namespace KubeEmulator.Scheduling;

/// <summary>A pod whose node is chosen and that is not bound yet. Used on the executor.</summary>
internal sealed class PendingBinding(QueuedPod queued, SchedulingCycle cycle, PluginRunner runner, string node)
{
    public QueuedPod Queued => queued;

    public SchedulingCycle Cycle => cycle;

    public PluginRunner Runner => runner;

    public string Node => node;

    /// <summary>The plugins that have not permitted it yet, with the time until which they may.</summary>
    public Dictionary<string, DateTimeOffset> WaitingFor { get; } = new(StringComparer.Ordinal);

    /// <summary>Why it must not go on; null where it may.</summary>
    public PluginStatus? Rejected { get; set; }

    /// <summary>Whether it was nominated to its node for all to see.</summary>
    public bool Nominated { get; set; }

    /// <summary>How many of the PreBind plugins are done.</summary>
    public int PreBound { get; set; }

    /// <summary>Looks at it again at a time; null where no time is set.</summary>
    public IDisposable? Timer { get; set; }
}
