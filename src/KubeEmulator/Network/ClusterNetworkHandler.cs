using System.Net.Sockets;
using KubeEmulator.Server.Transport;

namespace KubeEmulator.Network;

/// <summary>Sends requests to whatever answers in the cluster; failures are those of a socket.</summary>
internal sealed class ClusterNetworkHandler(ClusterNetwork network, string @namespace) : HttpMessageHandler
{
    private readonly HttpMessageInvoker _server = new(new InMemoryHandler(network.Server.HandleAsync));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var uri = request.RequestUri ?? throw new InvalidOperationException("The request has no address.");
        var target = Find(uri);
        if (target.Outcome == NetworkOutcome.ApiServer)
        {
            return await _server.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        if (target.Outcome != NetworkOutcome.Pod)
        {
            throw Failure(uri, target.Outcome == NetworkOutcome.Unreachable ? SocketError.HostUnreachable : SocketError.ConnectionRefused);
        }

        request.Headers.Host ??= uri.Authority;
        try
        {
            var response = await target.Sandbox!.SendAsync(target.Port, request, cancellationToken).ConfigureAwait(false);
            response.RequestMessage ??= request;
            return response;
        }
        catch (IOException refused)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, $"{refused.Message} ({uri.Authority})", new SocketException((int)SocketError.ConnectionRefused));
        }
    }

    protected override void Dispose(bool disposing)
    {
        _server.Dispose();
        base.Dispose(disposing);
    }

    private NetworkTarget Find(Uri uri)
    {
        try
        {
            return network.Find(uri.IdnHost, uri.Port, @namespace);
        }
        catch (SocketException unknown)
        {
            throw new HttpRequestException(HttpRequestError.NameResolutionError, $"{unknown.Message} ({uri.Authority})", unknown);
        }
    }

    private static HttpRequestException Failure(Uri uri, SocketError error)
    {
        var cause = new SocketException((int)error);
        return new HttpRequestException(HttpRequestError.ConnectionError, $"{cause.Message} ({uri.Authority})", cause);
    }
}
