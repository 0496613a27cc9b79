using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace KubeEmulator.Server.Transport;

/// <summary>
/// HTTP without a socket: a request becomes an <see cref="HttpContext"/>, its answer streams back through a bounded pipe. No host, no
/// routing, no services. Thread-safe.
/// </summary>
/// <param name="application">Answers the requests.</param>
public sealed class InMemoryHandler(RequestDelegate application) : HttpMessageHandler
{
    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        var body = request.Content is null ? Stream.Null : await request.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var call = new InMemoryCall(InMemoryRequest.Of(request, body));
        using var abort = cancellationToken.Register(call.Abort);
        call.Start(application);
        await call.HeadersSent.ConfigureAwait(false);
        return InMemoryResponse.Of(call, request);
    }
}
