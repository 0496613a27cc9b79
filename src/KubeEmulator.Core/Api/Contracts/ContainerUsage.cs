namespace KubeEmulator.Api;

/// <summary>What a running container used at a moment.</summary>
/// <param name="Name">The container's name in its pod.</param>
/// <param name="StartTime">When this run of it began.</param>
/// <param name="Usage">What it used.</param>
public sealed record ContainerUsage(string Name, DateTimeOffset StartTime, ResourceUsage Usage);
