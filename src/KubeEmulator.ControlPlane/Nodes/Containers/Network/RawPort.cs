using System.Net.Security;
using KubeEmulator.Nodes.Containers.Streams;

namespace KubeEmulator.Nodes.Containers;

/// <summary>A port that takes raw connections; an HTTP request is sent over one.</summary>
internal sealed class RawPort(Func<Stream, CancellationToken, Task> handler) : ContainerPort
{
    public override async Task ServeAsync(Stream connection, CancellationToken cancellationToken)
    {
        await using (connection)
        {
            await handler(connection, cancellationToken);
        }
    }

    public override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var client = new HttpMessageInvoker(new SocketsHttpHandler
        {
            UseCookies = false,
            UseProxy = false,
            AllowAutoRedirect = false,
            ActivityHeadersPropagator = null,

            // As probes and the API server's proxy do: whom they reach they know by the address.
            SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = static (_, shown, _, _) => shown is not null },
            ConnectCallback = (_, _) =>
            {
                var (near, far) = DuplexStream.Pair();
                _ = ServeQuietlyAsync(far);
                return ValueTask.FromResult<Stream>(near);
            },
        });
        return await client.SendAsync(request, cancellationToken);
    }

    // The client sees a broken connection; there is nobody else to tell.
    private async Task ServeQuietlyAsync(Stream connection)
    {
        try
        {
            await ServeAsync(connection, CancellationToken.None);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException)
        {
        }
    }
}
