using System.Net.WebSockets;
using System.Text;
using KubeEmulator.Api;
using KubeEmulator.Objects;

namespace KubeEmulator.Server.Streaming.Pods;

/// <summary>A log on its way to a client: as the body of an answer, or as messages of a WebSocket.</summary>
internal static class LogCopy
{
    private static readonly string[] Protocols = ["", "binary.k8s.io", "base64.binary.k8s.io"];

    public static async Task RunAsync(Exchange exchange, IPodSandbox sandbox, string container, PodLogOptions options)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(exchange.Cancellation, exchange.Server.Stopping);
        try
        {
            await (WebSocketUpgrade.IsAsked(exchange.Http)
                ? SocketAsync(exchange, sandbox, container, options, stop)
                : BodyAsync(exchange, sandbox, container, options, stop.Token)).ConfigureAwait(false);
        }
        catch (PodRuntimeException refused) when (!exchange.Http.Response.HasStarted)
        {
            throw StatusDocument.BadRequest(refused.Message).ToException();
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or PodRuntimeException && exchange.Http.Response.HasStarted)
        {
            // The client has gone, or the log has.
        }
    }

    private static async Task BodyAsync(Exchange exchange, IPodSandbox sandbox, string container, PodLogOptions options, CancellationToken stop)
    {
        var response = exchange.Http.Response;
        if (response.Headers.ContentType.Count == 0)
        {
            response.Headers.ContentType = "text/plain";
        }

        var body = new TurnStream(response.Body);
        await using (body.ConfigureAwait(false))
        {
            var copying = sandbox.LogsAsync(container, options, body, stop);
            if (!copying.IsCompleted)
            {
                // A client that follows waits for the headers, however long the first line takes.
                await body.FlushAsync(stop).ConfigureAwait(false);
            }

            await copying.ConfigureAwait(false);
        }
    }

    private static async Task SocketAsync(Exchange exchange, IPodSandbox sandbox, string container, PodLogOptions options, CancellationTokenSource stop)
    {
        if (await WebSocketUpgrade.NegotiateAsync(exchange, Protocols).ConfigureAwait(false) is not var (socket, agreed))
        {
            return;
        }

        using (socket)
        {
            var messages = new MessageStream(socket, agreed.StartsWith("base64.", StringComparison.Ordinal));
            var listening = WaitForCloseAsync(socket, stop);
            await messages.SendAsync(default).ConfigureAwait(false);
            await sandbox.LogsAsync(container, options, messages, stop.Token).ConfigureAwait(false);
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None).ConfigureAwait(false);
            }

            await stop.CancelAsync().ConfigureAwait(false);
            await listening.ConfigureAwait(false);
        }
    }

    private static async Task WaitForCloseAsync(WebSocket socket, CancellationTokenSource stop)
    {
        var buffer = new byte[256];
        try
        {
            while ((await socket.ReceiveAsync(buffer.AsMemory(), stop.Token).ConfigureAwait(false)).MessageType != WebSocketMessageType.Close)
            {
            }
        }
        catch (Exception e) when (e is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            // Gone without a goodbye.
        }

        await stop.CancelAsync().ConfigureAwait(false);
    }

    /// <summary>Each write is a message.</summary>
    private sealed class MessageStream(WebSocket socket, bool isBase64) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
        {
            try
            {
                var message = isBase64 ? Encoding.ASCII.GetBytes(Convert.ToBase64String(bytes.Span)) : bytes;
                await socket.SendAsync(message, isBase64 ? WebSocketMessageType.Text : WebSocketMessageType.Binary, true, CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception e) when (e is WebSocketException or ObjectDisposedException)
            {
                throw new IOException("The client has gone.", e);
            }
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => buffer.IsEmpty ? ValueTask.CompletedTask : SendAsync(buffer);

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Write asynchronously.");

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
