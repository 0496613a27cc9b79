namespace KubeEmulator.KubernetesClient;

/// <summary>
/// Sends the client's requests to the cluster. The client's constructor sets the innermost handler of those it is given to one with
/// a socket, so this one asks another handler than its inner one.
/// </summary>
internal sealed class MemoryRelay(HttpMessageHandler cluster) : DelegatingHandler
{
    private readonly HttpMessageInvoker _cluster = new(cluster, disposeHandler: true);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => _cluster.SendAsync(request, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _cluster.Dispose();
        }

        base.Dispose(disposing);
    }
}
