using System.Net.WebSockets;
using KubeEmulator.Api;

namespace KubeEmulator.Server.Streaming;

/// <summary>A watch over a WebSocket: a text message for each event. Upstream: <c>endpoints/handlers/watch.go</c> (HandleWS).</summary>
internal static class WebSocketWatch
{
    public static async Task RunAsync(Exchange exchange, WatchSession session, WatchFormat format, WatchTiming timing)
    {
        if (await WebSocketUpgrade.AcceptAsync(exchange, []).ConfigureAwait(false) is not var (socket, _))
        {
            return;
        }

        using (socket)
        using (var gone = CancellationTokenSource.CreateLinkedTokenSource(exchange.Cancellation))
        {
            var reading = WatchCloseAsync(socket, gone);
            try
            {
                await SendAsync(socket, session, format, timing, gone.Token).ConfigureAwait(false);
            }
            catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException)
            {
                // The client has gone, or says goodbye.
            }

            await CloseAsync(socket).ConfigureAwait(false);
            await gone.CancelAsync().ConfigureAwait(false);
            await reading.ConfigureAwait(false);
        }
    }

    // Says goodbye, or answers one; waits for no answer, as clients need not give one.
    private static async ValueTask CloseAsync(WebSocket socket)
    {
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is WebSocketException or IOException or ObjectDisposedException)
        {
            // Gone meanwhile.
        }
    }

    private static async Task SendAsync(WebSocket socket, WatchSession session, WatchFormat format, WatchTiming timing, CancellationToken gone)
    {
        while (!session.IsEnded && !timing.IsOver && !gone.IsCancellationRequested)
        {
            while (session.TryNext(out var next))
            {
                await SendAsync(socket, next, format, gone).ConfigureAwait(false);
            }

            using var wake = CancellationTokenSource.CreateLinkedTokenSource(timing.Wake, gone);
            try
            {
                await session.WaitAsync(wake.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!timing.IsOver && !gone.IsCancellationRequested)
            {
                if (timing.TakeBookmark(session.Position))
                {
                    await SendAsync(socket, session.Bookmark(), format, gone).ConfigureAwait(false);
                }
            }
        }
    }

    private static async ValueTask SendAsync(WebSocket socket, WatchEvent next, WatchFormat format, CancellationToken cancellation)
    {
        await socket.SendAsync(WatchFormat.Begin(next.Type), WebSocketMessageType.Text, false, cancellation).ConfigureAwait(false);
        await socket.SendAsync(format.Object(next), WebSocketMessageType.Text, false, cancellation).ConfigureAwait(false);
        await socket.SendAsync(WatchFormat.End, WebSocketMessageType.Text, true, cancellation).ConfigureAwait(false);
    }

    // Whatever the client sends is ignored; its close ends the watch.
    private static async Task WatchCloseAsync(WebSocket socket, CancellationTokenSource gone)
    {
        var buffer = new byte[256];
        try
        {
            while (!gone.IsCancellationRequested)
            {
                var received = await socket.ReceiveAsync(buffer.AsMemory(), gone.Token).ConfigureAwait(false);
                if (received.MessageType == WebSocketMessageType.Close)
                {
                    break;
                }
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException)
        {
            // Gone without a goodbye.
        }

        await gone.CancelAsync().ConfigureAwait(false);
    }
}
