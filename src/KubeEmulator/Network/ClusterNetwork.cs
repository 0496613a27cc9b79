using System.Net;
using System.Net.Sockets;
using KubeEmulator.Api;
using KubeEmulator.Server;

namespace KubeEmulator.Network;

/// <summary>
/// The network of a cluster as a program beside its pods sees it: names of services and pods, cluster addresses, node ports, all in
/// process. Thread-safe.
/// </summary>
public sealed class ClusterNetwork
{
    internal ClusterNetwork(ClusterServices services, ApiServer server) => (Names, Routes, Server) = (new ClusterNames(services), new ClusterRoutes(services), server);

    internal ClusterNames Names { get; }

    internal ClusterRoutes Routes { get; }

    internal ApiServer Server { get; }

    // Where calls come from that come from no pod.
    internal static IPAddress Outside { get; } = IPAddress.Parse("192.0.2.1");

    /// <summary>
    /// A handler for <see cref="HttpClient"/> that reaches what runs in the cluster: <c>http://shop.default.svc.cluster.local/</c>,
    /// addresses of pods, services and nodes. Ports with TLS are reached by https, whatever certificate they show; others take plain HTTP
    /// also where the address says https. Redirects are not followed.
    /// Many clients may share it.
    /// </summary>
    /// <param name="namespace">The namespace that short names are looked up in.</param>
    public HttpMessageHandler CreateHandler(string @namespace = "default") => new ClusterNetworkHandler(this, @namespace);

    /// <summary>The addresses of a name; empty where nobody has it.</summary>
    /// <param name="name">A name as DNS knows it, whole or short.</param>
    /// <param name="namespace">The namespace that short names are looked up in.</param>
    public IReadOnlyList<IPAddress> Resolve(string name, string @namespace = "default")
    {
        ArgumentNullException.ThrowIfNull(name);
        return IPAddress.TryParse(name.Trim('[', ']'), out var literal) ? [literal] : Names.Resolve(@namespace, name);
    }

    /// <summary>Opens a connection to a port of what runs in the cluster.</summary>
    /// <param name="host">A name or an address.</param>
    /// <param name="port">The port.</param>
    /// <param name="namespace">The namespace that short names are looked up in.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SocketException">The name is unknown, nobody listens, or there is no way.</exception>
    public async Task<Stream> ConnectAsync(string host, int port, string @namespace = "default", CancellationToken cancellationToken = default)
    {
        var target = Find(host, port, @namespace);
        if (target.Outcome != NetworkOutcome.Pod)
        {
            throw new SocketException((int)(target.Outcome == NetworkOutcome.Unreachable ? SocketError.HostUnreachable : SocketError.ConnectionRefused));
        }

        try
        {
            return await target.Sandbox!.ConnectAsync(target.Port, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException)
        {
            throw new SocketException((int)SocketError.ConnectionRefused);
        }
    }

    internal NetworkTarget Find(string host, int port, string @namespace) =>
        Resolve(host, @namespace) is [var address, ..] ? Routes.Find(Outside, address, port) : throw new SocketException((int)SocketError.HostNotFound);
}
