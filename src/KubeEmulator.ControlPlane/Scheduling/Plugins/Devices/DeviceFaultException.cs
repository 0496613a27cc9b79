namespace KubeEmulator.Scheduling;

/// <summary>Devices cannot be chosen: what is asked for, or what there is, makes no sense.</summary>
internal sealed class DeviceFaultException(string message) : Exception(message);
