namespace KubeEmulator.Api;

/// <summary>The ends of an exec or attach session; absent ones are null.</summary>
public sealed class PodStreams
{
    /// <summary>What the client sends.</summary>
    public Stream? Stdin { get; init; }

    /// <summary>Where output goes.</summary>
    public Stream? Stdout { get; init; }

    /// <summary>Where errors go; null with a terminal.</summary>
    public Stream? Stderr { get; init; }

    /// <summary>Whether a terminal is simulated.</summary>
    public bool Tty { get; init; }

    /// <summary>Sizes of the terminal as the client changes it.</summary>
    public IAsyncEnumerable<(int Width, int Height)>? Resizes { get; init; }
}
