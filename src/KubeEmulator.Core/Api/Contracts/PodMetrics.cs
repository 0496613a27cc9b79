namespace KubeEmulator.Api;

/// <summary>What the containers of a pod used in a window of time.</summary>
/// <param name="Namespace">The pod's namespace.</param>
/// <param name="Name">The pod's name.</param>
/// <param name="Timestamp">When the window ended.</param>
/// <param name="Window">How long it was.</param>
/// <param name="Containers">The containers measured.</param>
public sealed record PodMetrics(string Namespace, string Name, DateTimeOffset Timestamp, TimeSpan Window, IReadOnlyList<ContainerMetrics> Containers);
