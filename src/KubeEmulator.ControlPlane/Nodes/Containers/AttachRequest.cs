using System.Threading.Channels;

namespace KubeEmulator.Nodes.Containers;

/// <summary>The streams of a client that attaches to a running container. A null stream was not asked for.</summary>
public sealed record AttachRequest
{
    /// <summary>The caller's input.</summary>
    public Stream? Stdin { get; init; }

    /// <summary>Takes what the container writes from now on; a slow stream slows the container.</summary>
    public Stream? Stdout { get; init; }

    /// <summary>Takes the container's errors from now on.</summary>
    public Stream? Stderr { get; init; }

    /// <summary>The sizes of the caller's terminal, as they change.</summary>
    public ChannelReader<TerminalSize>? Resize { get; init; }
}
