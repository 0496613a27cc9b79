using System.Net;
using KubeEmulator.Api;

namespace KubeEmulator.Network;

/// <summary>Where a connection ends up.</summary>
/// <param name="Outcome">What it meets.</param>
/// <param name="Sandbox">The pod, where it meets one.</param>
/// <param name="Port">The port there.</param>
internal sealed record NetworkTarget(NetworkOutcome Outcome, IPodSandbox? Sandbox = null, int Port = 0)
{
    public static NetworkTarget Refused { get; } = new(NetworkOutcome.Refused);

    public static NetworkTarget Unreachable { get; } = new(NetworkOutcome.Unreachable);

    public static NetworkTarget ApiServer { get; } = new(NetworkOutcome.ApiServer);

    /// <summary>What Go's dialer says where it meets nobody.</summary>
    public string Failure(IPAddress address, int port)
    {
        var host = address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString();
        return $"dial tcp {host}:{port}: connect: {(Outcome == NetworkOutcome.Refused ? "connection refused" : "no route to host")}";
    }
}
