using KubeEmulator.Objects;

namespace KubeEmulator.Api;

/// <summary>What a container used.</summary>
/// <param name="Name">The container's name.</param>
/// <param name="Usage">The amounts by resource: <c>cpu</c>, <c>memory</c>.</param>
public sealed record ContainerMetrics(string Name, IReadOnlyDictionary<string, Quantity> Usage);
