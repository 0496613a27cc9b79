namespace KubeEmulator.Nodes.Containers.Logs;

/// <summary>A line of a log, or a part of a very long one, without its line end.</summary>
internal readonly record struct LogEntry(DateTimeOffset Time, LogStreamKind Stream, bool Partial, ReadOnlyMemory<byte> Line);
