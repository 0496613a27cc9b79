using System.Net.WebSockets;

namespace KubeEmulator.Server.Streaming.Sessions;

/// <summary>A connection in a WebSocket: bytes in messages whose borders mean nothing. Upstream: client-go's <c>tunneling_connection.go</c>.</summary>
internal sealed class SocketStream(WebSocket socket) : AsyncStream
{
    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            while (true)
            {
                var received = await socket.ReceiveAsync(buffer, cancellationToken).ConfigureAwait(false);
                if (received.MessageType == WebSocketMessageType.Close || received.Count > 0)
                {
                    return received.Count;
                }
            }
        }
        catch (WebSocketException broken)
        {
            throw new IOException("The client has gone.", broken);
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            await socket.SendAsync(buffer, WebSocketMessageType.Binary, true, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is WebSocketException or InvalidOperationException)
        {
            throw new IOException("The client has gone.", e);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is WebSocketException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // Gone without a goodbye.
        }

        socket.Dispose();
        await base.DisposeAsync().ConfigureAwait(false);
    }
}
