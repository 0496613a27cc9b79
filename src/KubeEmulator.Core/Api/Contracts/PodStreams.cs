namespace KubeEmulator.Api;

/// <summary>The ends of an exec or attach session; absent ones are null.</summary>
public sealed class PodStreams
{
    /// <summary>What the client sends; a read of no bytes is its end, which the process sees as the end of its input.</summary>
    public Stream? Stdin { get; init; }

    /// <summary>Where output goes. A write waits while the client is slow and throws <see cref="IOException"/> once it is gone.</summary>
    public Stream? Stdout { get; init; }

    /// <summary>Where errors go; null with a terminal.</summary>
    public Stream? Stderr { get; init; }

    /// <summary>Whether a terminal is simulated.</summary>
    public bool Tty { get; init; }

    /// <summary>Sizes of the terminal as the client changes it, the newest only where several came meanwhile; read it once.</summary>
    public IAsyncEnumerable<(ushort Width, ushort Height)>? Resizes { get; init; }
}
