namespace KubeEmulator.Scheduling;

/// <summary>The devices of a pool that a node can use.</summary>
/// <param name="Driver">The driver.</param>
/// <param name="Name">The pool.</param>
/// <param name="IsComplete">Whether all slices of the pool's newest generation are there; none is chosen from others.</param>
/// <param name="IsValid">Whether the devices' names are unique.</param>
/// <param name="Devices">The devices, in the order of the slices.</param>
internal sealed record DevicePool(string Driver, string Name, bool IsComplete, bool IsValid, IReadOnlyList<PoolDevice> Devices);
