namespace KubeEmulator.Api;

/// <summary>What the running containers of a pod used at a moment.</summary>
/// <param name="Namespace">The pod's namespace.</param>
/// <param name="Name">The pod's name.</param>
/// <param name="Uid">The pod's uid.</param>
/// <param name="StartTime">When its first container began.</param>
/// <param name="Containers">The running containers.</param>
public sealed record PodUsage(string Namespace, string Name, string Uid, DateTimeOffset StartTime, IReadOnlyList<ContainerUsage> Containers);
