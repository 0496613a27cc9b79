namespace KubeEmulator.Nodes.Containers;

/// <summary>The world as one process of a container sees it.</summary>
public sealed class ContainerContext
{
    // A timer goes no further than 49 days; a container may sleep for years.
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(30);

    /// <summary>What the kubelet settled about the container.</summary>
    public required ContainerSpec Spec { get; init; }

    /// <summary>The command line of this process.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>Standard input; at its end where nobody is attached.</summary>
    public required Stream StandardInput { get; init; }

    /// <summary>Standard output. A write waits while the reader is slow.</summary>
    public required Stream StandardOutput { get; init; }

    /// <summary>Standard error. A write waits while the reader is slow.</summary>
    public required Stream StandardError { get; init; }

    /// <summary>The signals sent to this process.</summary>
    public required SignalSource Signals { get; init; }

    /// <summary>Whether the streams are a terminal.</summary>
    public bool Tty { get; init; }

    /// <summary>The terminal's size, where there is one.</summary>
    public TerminalSize TerminalSize { get; set; } = new(80, 24);

    /// <summary>Fires at a request to end (TERM or INT). A program that stops on it ends well.</summary>
    public CancellationToken Stopping => Signals.Terminated;

    /// <summary>Fires when the process is gone, whatever it does.</summary>
    public CancellationToken Killed => Signals.Killed;

    /// <summary>The container's files.</summary>
    public VirtualFileSystem Files => Spec.Files;

    /// <summary>The network as seen from the container.</summary>
    public IContainerNetwork Network => Spec.Network;

    /// <summary>The cluster's clock.</summary>
    public TimeProvider Time => Spec.Time;

    /// <summary>The environment variables.</summary>
    public IReadOnlyDictionary<string, string> Environment => Spec.Environment;

    /// <summary>Waits on the cluster's clock.</summary>
    public async Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        for (; delay > LongestTimer; delay -= LongestTimer)
        {
            await Task.Delay(LongestTimer, Time, cancellationToken);
        }

        await Task.Delay(delay, Time, cancellationToken);
    }

    /// <summary>Writes one line to standard output.</summary>
    public Task WriteLineAsync(string line) => StandardOutput.WriteAsync(System.Text.Encoding.UTF8.GetBytes(line + "\n"), Killed).AsTask();
}
