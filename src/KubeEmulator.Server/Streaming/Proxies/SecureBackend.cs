using System.Net.Security;
using System.Security.Authentication;
using KubeEmulator.Api;

namespace KubeEmulator.Server.Streaming.Proxies;

/// <summary>
/// The proxy's way to targets named <c>https:</c>: TLS over the connection, whatever certificate is shown (upstream's proxy transport has
/// InsecureSkipVerify). Failures are in the words of Go's <c>net/http</c> and <c>crypto/tls</c>.
/// </summary>
internal static class SecureBackend
{
    /// <exception cref="IOException">Nobody listens, or who does speaks no TLS.</exception>
    public static async Task<Stream> ConnectAsync(IPodSandbox sandbox, int port, CancellationToken cancellation)
    {
        var answer = new FirstBytesStream(await sandbox.ConnectAsync(port, cancellation).ConfigureAwait(false));
        var secure = new SslStream(answer);
        try
        {
            await secure.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = static (_, shown, _, _) => shown is not null, ApplicationProtocols = [SslApplicationProtocol.Http11] },
                cancellation).ConfigureAwait(false);
            return secure;
        }
        catch (Exception e) when (e is AuthenticationException or IOException)
        {
            await secure.DisposeAsync().ConfigureAwait(false);
            throw new IOException(answer.IsEmpty ? "EOF" : answer.BeginWith("HTTP/"u8) ? "http: server gave HTTP response to HTTPS client" : "tls: first record does not look like a TLS handshake", e);
        }
        catch
        {
            await secure.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <exception cref="IOException">Nobody listens, who does speaks no TLS, or the connection broke.</exception>
    public static async Task<HttpResponseMessage> SendAsync(IPodSandbox sandbox, int port, HttpRequestMessage request, CancellationToken cancellation)
    {
        var connection = await ConnectAsync(sandbox, port, cancellation).ConfigureAwait(false);
        try
        {
            // Disposing it lets the one connection end with its one answer.
            using var client = new HttpMessageInvoker(new SocketsHttpHandler
            {
                UseCookies = false,
                UseProxy = false,
                AllowAutoRedirect = false,
                ActivityHeadersPropagator = null,
                ConnectCallback = (_, _) => ValueTask.FromResult(connection),
            });
            return await client.SendAsync(request, cancellation).ConfigureAwait(false);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
