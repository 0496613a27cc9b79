using System.Net;

namespace KubeEmulator.Nodes.Containers;

/// <summary>The network as a container sees it: names, connections out, ports of its own. Containers of a pod share one.</summary>
public interface IContainerNetwork
{
    /// <summary>The pod's addresses, the primary one first.</summary>
    IReadOnlyList<IPAddress> Addresses { get; }

    /// <summary>The ports that something in the pod listens on now.</summary>
    IReadOnlyCollection<int> ListeningPorts { get; }

    /// <summary>The addresses of a name (a service, a pod, a host); empty where nobody knows it.</summary>
    ValueTask<IReadOnlyList<IPAddress>> ResolveAsync(string name, CancellationToken cancellationToken);

    /// <summary>Opens a connection to a name or an address.</summary>
    /// <exception cref="NetworkFailureException">The name is unknown, nobody listens, or there is no way.</exception>
    ValueTask<Stream> ConnectAsync(string host, int port, CancellationToken cancellationToken);

    /// <summary>Sends one HTTP request; the answer's body may be a stream without end.</summary>
    /// <exception cref="NetworkFailureException">The name is unknown, nobody listens, or there is no way.</exception>
    Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken);

    /// <summary>Listens on a port of the pod until the result is disposed.</summary>
    /// <exception cref="NetworkFailureException">Somebody in the pod listens there already.</exception>
    IDisposable Listen(int port, ContainerPort handler);
}
