using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using KubeEmulator.Api;
using KubeEmulator.Values;

namespace KubeEmulator.Webhooks;

/// <summary>
/// Calls webhooks in this process or over HTTPS, as upstream's <c>apiserver/pkg/util/webhook/client.go</c> and the REST client
/// under it do; failures are worded as Go words them.
/// </summary>
internal sealed class WebhookCaller(ClusterServices services, WebhookHandlers handlers) : IWebhookCaller, IDisposable
{
    private readonly ConcurrentDictionary<(string Host, string CaBundle), WebhookTransport> _transports = new();

    // Upstream keeps as many clients (client.go's defaultCacheSize); one more than that starts anew.
    private const int KeptTransports = 200;

    public async ValueTask<WebhookAnswer> CallAsync(WebhookClient client, MapValue review, TimeSpan timeout, CancellationToken cancellation)
    {
        if (!client.IsService && client.Url.Length == 0)
        {
            return WebhookAnswer.Failed("webhook configuration must have either service or URL");
        }

        if (!Uri.TryCreate(WebhookAddress.Of(client, timeout), UriKind.Absolute, out var url))
        {
            return WebhookAnswer.Failed($"Unparsable URL: {client.Url}");
        }

        // Real time: a webhook is an outside party, however fast the cluster's own clock runs.
        using var deadline = new CancellationTokenSource(timeout, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        using var mark = services.Activity.Begin($"webhook {url.GetLeftPart(UriPartial.Path)}");
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = Body(review), Version = HttpVersion.Version11 };
            request.Headers.Accept.ParseAdd("application/json, */*");
            request.Headers.UserAgent.ParseAdd("kube-apiserver-admission");

            // A handler of this process may ignore its token; nobody waits for it longer than that.
            using var response = await SendAsync(client, request, either.Token).WaitAsync(either.Token).ConfigureAwait(false);
            var body = await response.Content.ReadAsByteArrayAsync(either.Token).WaitAsync(either.Token).ConfigureAwait(false);
            return WebhookResponse.Read(response, body, review);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return WebhookAnswer.Failed($"Post \"{url.OriginalString}\": context deadline exceeded");
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            return WebhookAnswer.Failed($"Post \"{url.OriginalString}\": {ConnectionFailure.Text(failure)}");
        }
    }

    public void Dispose()
    {
        foreach (var transport in _transports.Values)
        {
            transport.Dispose();
        }
    }

    private static ByteArrayContent Body(MapValue review)
    {
        var content = new ByteArrayContent(review.ToUtf8Bytes());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }

    private async Task<HttpResponseMessage> SendAsync(WebhookClient client, HttpRequestMessage request, CancellationToken cancellation)
    {
        if (handlers.Find(client) is not { } handler)
        {
            return await Transport(client).SendAsync(request, cancellation).ConfigureAwait(false);
        }

        try
        {
            return await handler.SendAsync(request, cancellation).ConfigureAwait(false);
        }
        catch (Exception crash) when (crash is not (OperationCanceledException or HttpRequestException))
        {
            // Test servers hand an application's exception to the client; a real one answers 500.
            return new HttpResponseMessage(HttpStatusCode.InternalServerError) { Content = new StringContent($"{crash.GetType().Name}: {crash.Message}") };
        }
    }

    private HttpMessageInvoker Transport(WebhookClient client)
    {
        if (_transports.Count > KeptTransports)
        {
            _transports.Clear();
        }

        return _transports.GetOrAdd((client.Address(), client.CaBundle), _ => new WebhookTransport(services, client)).Invoker;
    }
}
