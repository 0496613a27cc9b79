namespace KubeEmulator.Scheduling;

/// <summary>A device chosen for a request.</summary>
/// <param name="Request">The request.</param>
/// <param name="Device">The device.</param>
internal sealed record ChosenDevice(DeviceRequest Request, PoolDevice Device);
