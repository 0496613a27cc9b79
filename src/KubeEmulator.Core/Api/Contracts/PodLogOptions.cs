namespace KubeEmulator.Api;

/// <summary>Which part of a log to read.</summary>
public sealed record PodLogOptions
{
    /// <summary>Whether to go on as lines come.</summary>
    public bool Follow { get; init; }

    /// <summary>Whether to read the run before the last restart.</summary>
    public bool Previous { get; init; }

    /// <summary>Only lines from this time on.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Whether lines begin with their time.</summary>
    public bool Timestamps { get; init; }

    /// <summary>Only the last lines; null for all.</summary>
    public long? TailLines { get; init; }

    /// <summary>At most this many bytes; null for all.</summary>
    public long? LimitBytes { get; init; }

    /// <summary><c>All</c>, <c>Stdout</c> or <c>Stderr</c>.</summary>
    public string Stream { get; init; } = "All";

    /// <summary>Whether lines come as the runtime's log file has them: time, stream, <c>F</c> or <c>P</c>, text.</summary>
    public bool RuntimeFormat { get; init; }
}
