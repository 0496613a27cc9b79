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

    /// <summary>Serves one connection until either side closes it.</summary>
    public abstract Task ServeAsync(Stream connection, CancellationToken cancellationToken);

    /// <summary>Answers one HTTP request.</summary>
    public abstract Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken);
}
