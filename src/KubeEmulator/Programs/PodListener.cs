using System.Net;
using System.Threading.Channels;
using KubeEmulator.Nodes.Containers;
using Microsoft.AspNetCore.Connections;

namespace KubeEmulator.Programs;

/// <summary>One port of a pod as Kestrel accepts from it.</summary>
internal sealed class PodListener(IPEndPoint endPoint) : IConnectionListener
{
    private readonly Channel<PodConnection> _connections = Channel.CreateUnbounded<PodConnection>();
    private IDisposable? _listening;

    public EndPoint EndPoint => endPoint;

    public bool IsUnbound { get; private set; }

    public void Listen(IContainerNetwork network) => _listening = network.Listen(endPoint.Port, ContainerPort.Raw(ServeAsync));

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) =>
        await _connections.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false) && _connections.Reader.TryRead(out var connection) ? connection : null;

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        IsUnbound = true;
        _listening?.Dispose();
        _connections.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => UnbindAsync();

    private async Task ServeAsync(Stream stream, CancellationToken cancellationToken)
    {
        var connection = new PodConnection(stream, endPoint);
        if (_connections.Writer.TryWrite(connection))
        {
            await connection.RunAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
