using System.Collections.Concurrent;
using System.Net;
using KubeEmulator.Nodes.Containers;
using Microsoft.AspNetCore.Connections;

namespace KubeEmulator.Programs;

/// <summary>Kestrel's way to listen in a pod's network.</summary>
internal sealed class PodListenerFactory(IContainerNetwork network) : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    private const int FirstFreePort = 49152;

    private readonly ConcurrentDictionary<int, PodListener> _listeners = new();

    public bool CanBind(EndPoint endpoint) => endpoint is IPEndPoint;

    /// <exception cref="AddressInUseException">Somebody else in the pod listens on the port.</exception>
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var wanted = (IPEndPoint)endpoint;
        var port = wanted.Port != 0 ? wanted.Port : Enumerable.Range(FirstFreePort, ushort.MaxValue - FirstFreePort).Except(network.ListeningPorts).First();

        // A pod's port has one listener; Kestrel binds localhost twice, once for each family of addresses.
        if (_listeners.TryGetValue(port, out var first) && !first.IsUnbound)
        {
            return ValueTask.FromResult<IConnectionListener>(new PodListener(new IPEndPoint(wanted.Address, port)));
        }

        var listener = new PodListener(new IPEndPoint(wanted.Address, port));
        try
        {
            listener.Listen(network);
        }
        catch (NetworkFailureException taken)
        {
            throw new AddressInUseException(taken.Message, taken);
        }

        _listeners[port] = listener;
        return ValueTask.FromResult<IConnectionListener>(listener);
    }
}
