namespace KubeEmulator.Api;

/// <summary>CPU and memory used.</summary>
/// <param name="CpuNanoCores">How much CPU is being used: billionths of a core.</param>
/// <param name="CpuNanoSeconds">How much CPU was used since the start; never less than before.</param>
/// <param name="MemoryBytes">The working set.</param>
public readonly record struct ResourceUsage(long CpuNanoCores, long CpuNanoSeconds, long MemoryBytes);
