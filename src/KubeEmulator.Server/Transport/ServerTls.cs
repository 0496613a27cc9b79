using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace KubeEmulator.Server.Transport;

/// <summary>How the server speaks TLS.</summary>
internal static class ServerTls
{
    /// <summary>The certificate is shown; clients may show one too, which authentication judges.</summary>
    public static TlsHandshakeCallbackOptions Showing(X509Certificate2 certificate)
    {
        // Made once: it builds the chain of what is shown, for which the system's trusted roots are read, which takes longer than the rest
        // of a server's start (KestrelRehearsal).
        var shown = SslStreamCertificateContext.Create(certificate, additionalCertificates: null, offline: true);
        return new TlsHandshakeCallbackOptions { OnConnection = _ => ValueTask.FromResult(Options(shown)) };
    }

    // One per connection: Kestrel writes the protocols it speaks into them.
    private static SslServerAuthenticationOptions Options(SslStreamCertificateContext shown) => new()
    {
        ServerCertificateContext = shown,
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        ClientCertificateRequired = true,
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,

        // Authentication judges the certificate: a wrong one is a 401, not a broken handshake. None at all is taken too.
#pragma warning disable CA5359 // It is a client's certificate, not a server's.
        RemoteCertificateValidationCallback = (_, _, _, _) => true,
#pragma warning restore CA5359
    };
}
