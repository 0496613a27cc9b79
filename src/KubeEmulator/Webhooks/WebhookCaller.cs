using System.Collections.Concurrent;
using System.Globalization;
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

    // client-go's rest.Request asks again so often where an answer says how many seconds to wait; no call lasts longer than an hour.
    private const int MostRetries = 10;
    private const int LongestWait = 3600;

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
            for (var retries = 0; ; retries++)
            {
                using var response = await PostAsync(client, url, review, either.Token).ConfigureAwait(false);
                if (retries < MostRetries && Wait(response) is { } wait)
                {
                    await Task.Delay(wait, TimeProvider.System, either.Token).ConfigureAwait(false);
                    continue;
                }

                var body = await response.Content.ReadAsByteArrayAsync(either.Token).WaitAsync(either.Token).ConfigureAwait(false);
                return WebhookResponse.Read(response, body, review);
            }
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

    // client-go's checkWait: whole seconds, with 429 and all of 5xx.
    private static TimeSpan? Wait(HttpResponseMessage response) =>
        (response.StatusCode == HttpStatusCode.TooManyRequests || (int)response.StatusCode >= 500)
        && response.Headers.TryGetValues("Retry-After", out var said)
        && int.TryParse(said.First(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(Math.Clamp(seconds, 0, LongestWait))
            : null;

    private async Task<HttpResponseMessage> PostAsync(WebhookClient client, Uri url, MapValue review, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = Body(review), Version = HttpVersion.Version11 };
        request.Headers.Accept.ParseAdd("application/json, */*");
        request.Headers.UserAgent.ParseAdd("kube-apiserver-admission");

        // A handler of this process may ignore its token; nobody waits for it longer than that.
        return await SendAsync(client, request, cancellation).WaitAsync(cancellation).ConfigureAwait(false);
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
