namespace KubeEmulator.Runtime;

/// <summary>How a controller stands.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsPaused">Whether it has been paused.</param>
/// <param name="Queued">How many keys wait.</param>
/// <param name="Reconciles">How often it has reconciled.</param>
/// <param name="Failures">How many of these threw.</param>
/// <param name="LastError">The message of the last one that threw; null where none did.</param>
public sealed record ControllerState(string Name, bool IsPaused, int Queued, long Reconciles, long Failures, string? LastError)
{
    /// <summary>The last fault itself, with its stack; null where there was none.</summary>
    public Exception? LastFault { get; init; }
}
