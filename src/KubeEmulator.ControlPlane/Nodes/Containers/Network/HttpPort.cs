namespace KubeEmulator.Nodes.Containers;

/// <summary>A port that answers HTTP; over a raw connection it speaks HTTP/1.1.</summary>
internal sealed class HttpPort(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> handler) : ContainerPort
{
    public override Task ServeAsync(Stream connection, CancellationToken cancellationToken) =>
        new Network.HttpConnection(connection, handler).ServeAsync(cancellationToken);

    public override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => handler(request, cancellationToken);
}
