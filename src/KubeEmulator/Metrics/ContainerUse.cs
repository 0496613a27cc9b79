namespace KubeEmulator.Metrics;

/// <summary>What a container uses at a moment.</summary>
/// <param name="Cpu">Cores, as a quantity: <c>250m</c>.</param>
/// <param name="Memory">Bytes, as a quantity: <c>64Mi</c>.</param>
public readonly record struct ContainerUse(string Cpu, string Memory);
