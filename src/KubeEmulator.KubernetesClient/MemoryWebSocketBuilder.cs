using System.Net.WebSockets;
using System.Reflection;
using System.Security.Cryptography.X509Certificates;
using k8s;

namespace KubeEmulator.KubernetesClient;

/// <summary>Connects the client's WebSockets to the cluster over memory.</summary>
internal sealed class MemoryWebSocketBuilder(WebSocketConnector connect) : WebSocketBuilder
{
    private const string DefaultProtocol = "v4.channel.k8s.io";

    // The client puts the subprotocol into ClientWebSocketOptions, which lets nobody read it back.
    private static readonly PropertyInfo? Requested = typeof(ClientWebSocketOptions).GetProperty("RequestedSubProtocols", BindingFlags.Instance | BindingFlags.NonPublic);

    private readonly List<KeyValuePair<string, string>> _headers = [];

    public override WebSocketBuilder SetRequestHeader(string headerName, string headerValue)
    {
        _headers.Add(new(headerName, headerValue));
        return this;
    }

    // There is no TLS that a certificate could serve.
    public override WebSocketBuilder AddClientCertificate(X509Certificate2 certificate) => this;

    public override Task<WebSocket> BuildAndConnectAsync(Uri uri, CancellationToken cancellationToken) =>
        connect(uri, _headers, Requested is null ? [DefaultProtocol] : [.. (IEnumerable<string>?)Requested.GetValue(Options) ?? []], cancellationToken);
}
