namespace KubeEmulator.Scheduling;

/// <summary>What a device is called in a cluster.</summary>
/// <param name="Driver">Its driver.</param>
/// <param name="Pool">Its pool.</param>
/// <param name="Name">Its name in the pool.</param>
internal readonly record struct DeviceId(string Driver, string Pool, string Name);
