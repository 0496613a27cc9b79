using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using KubeEmulator.Nodes.Containers.Streams;

namespace KubeEmulator.Nodes.Containers.Network;

/// <summary>A port that speaks TLS. Who does not is told so in the words of Go's <c>net/http</c>.</summary>
internal sealed class TlsPort(ContainerPort inner, X509Certificate2? certificate) : ContainerPort
{
    // The first byte of a TLS record that begins a handshake (RFC 8446, 5.1).
    private const byte Handshake = 0x16;

    private const string Spoken = "Client sent an HTTP request to an HTTPS server.\n";

    public override async Task ServeAsync(Stream connection, CancellationToken cancellationToken)
    {
        var first = new byte[1];
        if (await connection.ReadAsync(first, cancellationToken) == 0)
        {
            return;
        }

        if (first[0] != Handshake)
        {
            await connection.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.0 400 Bad Request\r\n\r\n" + Spoken), cancellationToken);
            return;
        }

        await using var secure = new SslStream(new PrefixedStream(first, connection));
        try
        {
            await secure.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions { ServerCertificate = certificate ?? PortCertificate.SelfSigned, ApplicationProtocols = [SslApplicationProtocol.Http11] },
                cancellationToken);
        }
        catch (AuthenticationException)
        {
            // The client did not like what it saw; the connection is all there was between them.
            return;
        }

        await inner.ServeAsync(secure, cancellationToken);
    }

    /// <summary>A request that never was bytes needs no encryption; it must only have been meant to be encrypted.</summary>
    public override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        request.RequestUri?.Scheme == Uri.UriSchemeHttps
            ? inner.SendAsync(request, cancellationToken)
            : Task.FromResult(new HttpResponseMessage(HttpStatusCode.BadRequest) { Content = new StringContent(Spoken) });
}
