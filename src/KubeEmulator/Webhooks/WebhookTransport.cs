using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using KubeEmulator.Api;

namespace KubeEmulator.Webhooks;

/// <summary>The connections to one webhook outside this process: where they lead, and which certificates it may show.</summary>
internal sealed class WebhookTransport : IDisposable
{
    private readonly ClusterServices _services;
    private readonly WebhookClient _client;
    private readonly X509Certificate2Collection _authorities = [];

    public WebhookTransport(ClusterServices services, WebhookClient client)
    {
        (_services, _client) = (services, client);
        if (client.CaBundle.Length > 0)
        {
            _authorities.ImportFromPem(client.CaBundle);
        }

        Invoker = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectCallback = ConnectAsync,
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = Validate, ApplicationProtocols = [SslApplicationProtocol.Http11] },
        });
    }

    public HttpMessageInvoker Invoker { get; }

    public void Dispose()
    {
        Invoker.Dispose();
        foreach (var authority in _authorities)
        {
            authority.Dispose();
        }
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        if (_client.IsService)
        {
            (host, port) = ServiceAddress.Resolve(_services.Store.Current, _client);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(host, port, cancellation).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (SocketException failure)
        {
            socket.Dispose();
            throw new ConnectionFailure(ConnectionFailure.Dial(host, port, failure), failure);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private bool Validate(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null)
        {
            return false;
        }

        using var leaf = X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
        var fault = _authorities.Count == 0 && errors == SslPolicyErrors.None
            ? null
            : ServingCertificate.Fault(leaf, chain, _authorities, _client.Host);
        return fault is null ? true : throw new ConnectionFailure($"tls: failed to verify certificate: {fault}");
    }
}
