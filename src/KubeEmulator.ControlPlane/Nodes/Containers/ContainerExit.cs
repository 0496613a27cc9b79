namespace KubeEmulator.Nodes.Containers;

/// <summary>How a container ended.</summary>
/// <param name="Code">The exit code; 128 plus the signal's number where a signal ended it.</param>
/// <param name="StartedAt">When it started.</param>
/// <param name="FinishedAt">When it ended.</param>
/// <param name="StartError">Why it could not start; null where it did.</param>
public sealed record ContainerExit(int Code, DateTimeOffset StartedAt, DateTimeOffset FinishedAt, string? StartError = null)
{
    /// <summary>The reason as the container runtime gives it: Completed, Error or StartError.</summary>
    public string Reason => StartError is not null ? "StartError" : Code == 0 ? "Completed" : "Error";
}
