using System.Net;
using KubeEmulator.Nodes.Containers.Streams;

namespace KubeEmulator.Nodes.Containers;

/// <summary>The network of one pod, shared by its containers: its ports, its loopback, and the way to the cluster. Thread-safe.</summary>
public sealed class PodNetwork : IContainerNetwork
{
    private readonly Lock gate = new();
    private readonly Dictionary<int, ContainerPort> ports = [];
    private readonly IClusterNetwork? outside;
    private readonly string podNamespace;
    private readonly string hostName;

    /// <param name="addresses">The pod's addresses, the primary one first.</param>
    /// <param name="hostName">The pod's own name in its hosts file.</param>
    /// <param name="podNamespace">The namespace that short names are looked up in.</param>
    /// <param name="outside">The rest of the cluster; null: there is none.</param>
    public PodNetwork(IReadOnlyList<IPAddress> addresses, string hostName, string podNamespace, IClusterNetwork? outside = null)
    {
        Addresses = addresses;
        this.hostName = hostName;
        this.podNamespace = podNamespace;
        this.outside = outside;
    }

    /// <inheritdoc/>
    public IReadOnlyList<IPAddress> Addresses { get; }

    /// <inheritdoc/>
    public IReadOnlyCollection<int> ListeningPorts
    {
        get
        {
            lock (gate)
            {
                return [.. ports.Keys.Order()];
            }
        }
    }

    /// <summary>What listens on a port of the pod; null: nobody.</summary>
    public ContainerPort? FindPort(int port)
    {
        lock (gate)
        {
            return ports.GetValueOrDefault(port);
        }
    }

    /// <inheritdoc/>
    public IDisposable Listen(int port, ContainerPort handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        lock (gate)
        {
            if (!ports.TryAdd(port, handler))
            {
                throw new NetworkFailureException(NetworkFailure.AddressInUse, $"listen tcp :{port}: bind: address already in use");
            }
        }

        return new Listener(this, port, handler);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<IPAddress>> ResolveAsync(string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (IPAddress.TryParse(name, out var address))
        {
            return [address];
        }

        if (name == "localhost")
        {
            return [IPAddress.Loopback];
        }

        if (name == hostName)
        {
            return Addresses;
        }

        return outside is null ? [] : await outside.ResolveAsync(podNamespace, name, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<Stream> ConnectAsync(string host, int port, CancellationToken cancellationToken)
    {
        var target = await FindAsync(host, port, cancellationToken);
        var (near, far) = DuplexStream.Pair();
        _ = ServeAsync(target, far);
        return near;
    }

    /// <inheritdoc/>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var uri = request.RequestUri ?? throw new ArgumentException("the request has no address", nameof(request));
        var target = await FindAsync(uri.Host.Trim('[', ']'), uri.Port, cancellationToken);
        if (Addresses.Count > 0)
        {
            request.Options.Set(ContainerRequest.RemoteEndPoint, new IPEndPoint(Addresses[0], 0));
        }

        return await target.SendAsync(request, cancellationToken);
    }

    // Whatever goes wrong while serving closes the connection, which is all the client would see.
    private static async Task ServeAsync(ContainerPort target, DuplexStream connection)
    {
        try
        {
            await target.ServeAsync(connection, CancellationToken.None);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException or HttpRequestException)
        {
        }
        finally
        {
            await connection.DisposeAsync();
        }
    }

    private async ValueTask<ContainerPort> FindAsync(string host, int port, CancellationToken cancellationToken)
    {
        var found = await ResolveAsync(host, cancellationToken);
        if (found.Count == 0)
        {
            throw new NetworkFailureException(NetworkFailure.UnknownHost, $"lookup {host}: no such host");
        }

        var address = found[0];
        if (IPAddress.IsLoopback(address) || Addresses.Contains(address) || address.Equals(IPAddress.Any))
        {
            return FindPort(port) ?? throw new NetworkFailureException(NetworkFailure.Refused, $"dial tcp {address}:{port}: connect: connection refused");
        }

        return outside is null
            ? throw new NetworkFailureException(NetworkFailure.Unreachable, $"dial tcp {address}:{port}: connect: no route to host")
            : await outside.FindAsync(Addresses.Count > 0 ? Addresses[0] : IPAddress.Loopback, address, port, cancellationToken);
    }

    private sealed class Listener(PodNetwork network, int port, ContainerPort handler) : IDisposable
    {
        public void Dispose()
        {
            lock (network.gate)
            {
                if (network.ports.TryGetValue(port, out var current) && current == handler)
                {
                    network.ports.Remove(port);
                }
            }
        }
    }
}
