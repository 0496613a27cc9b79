using System.Security.Cryptography.X509Certificates;
using KubeEmulator.Nodes.Containers.Network;

namespace KubeEmulator.Nodes.Containers;

/// <summary>
/// What answers on a port of a container. Either kind can be reached both ways: an HTTP handler is spoken to over a raw
/// connection (port-forward), and a raw port is spoken to with an HTTP request (probe, proxy).
/// </summary>
public abstract class ContainerPort
{
    /// <summary>A port that answers HTTP requests.</summary>
    public static ContainerPort Http(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> handler) => new HttpPort(handler);

    /// <summary>A port that takes raw connections; the stream is closed when the delegate returns.</summary>
    public static ContainerPort Raw(Func<Stream, CancellationToken, Task> handler) => new RawPort(handler);

    /// <summary>
    /// A port that speaks TLS and then as <paramref name="inner"/> does. Nobody in a cluster checks the certificate but clients that are
    /// told to; the API server's proxy and the kubelet's probes do not.
    /// </summary>
    /// <param name="inner">What answers behind the encryption.</param>
    /// <param name="certificate">The certificate with its key; null shows one that is signed by itself.</param>
    public static ContainerPort Tls(ContainerPort inner, X509Certificate2? certificate = null)
    {
        ArgumentNullException.ThrowIfNull(inner);
        return new TlsPort(inner, certificate);
    }

    /// <summary>Serves one connection until either side closes it.</summary>
    public abstract Task ServeAsync(Stream connection, CancellationToken cancellationToken);

    /// <summary>Answers one HTTP request.</summary>
    public abstract Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken);
}
