namespace KubeEmulator.Network;

/// <summary>One address behind a service's port.</summary>
/// <param name="Address">The address.</param>
/// <param name="Port">The port there; 0 where only addresses were asked for.</param>
/// <param name="HostName">The name of its own behind a headless service, or empty.</param>
/// <param name="IsReady">Whether it takes connections.</param>
internal readonly record struct ServiceEndpoint(string Address, int Port, string HostName, bool IsReady);
