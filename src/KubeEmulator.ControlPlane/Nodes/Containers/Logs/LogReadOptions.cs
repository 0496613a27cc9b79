namespace KubeEmulator.Nodes.Containers;

/// <summary>Which part of a container's log is wanted, as in PodLogOptions.</summary>
public sealed record LogReadOptions
{
    /// <summary>Goes on with what is written later, until the container has ended.</summary>
    public bool Follow { get; init; }

    /// <summary>Only the last so many lines; null: all.</summary>
    public long? TailLines { get; init; }

    /// <summary>Only lines written at this time or later.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Stops after so many bytes, in the middle of a line if need be.</summary>
    public long? LimitBytes { get; init; }

    /// <summary>Puts the time before each line.</summary>
    public bool Timestamps { get; init; }

    /// <summary>Which streams.</summary>
    public LogStreamKind Streams { get; init; } = LogStreamKind.All;

    /// <summary>Lines as the runtime's log file on the node has them: time, stream, <c>F</c> or <c>P</c> (the line goes on), text.</summary>
    public bool RuntimeFormat { get; init; }
}
