using System.Threading.Channels;

namespace KubeEmulator.Nodes.Containers;

/// <summary>A command to run in a running container, and the streams of the one who asked. A null stream was not asked for.</summary>
public sealed record ExecRequest
{
    /// <summary>The command line.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>The caller's input.</summary>
    public Stream? Stdin { get; init; }

    /// <summary>Takes the command's output; its writes may wait.</summary>
    public Stream? Stdout { get; init; }

    /// <summary>Takes the command's errors; with a terminal everything goes to <see cref="Stdout"/>.</summary>
    public Stream? Stderr { get; init; }

    /// <summary>Whether the command gets a terminal.</summary>
    public bool Tty { get; init; }

    /// <summary>The sizes of the caller's terminal, as they change.</summary>
    public ChannelReader<TerminalSize>? Resize { get; init; }
}
