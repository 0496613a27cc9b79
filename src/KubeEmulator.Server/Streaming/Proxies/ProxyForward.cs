using System.Net;
using KubeEmulator.Objects;
using Microsoft.AspNetCore.Http;

namespace KubeEmulator.Server.Streaming.Proxies;

/// <summary>One request through a proxy and its answer back, bodies as streams. Upstream: <c>apimachinery/pkg/util/proxy</c>.</summary>
internal static class ProxyForward
{
    /// <exception cref="ApiException">503: nobody answers.</exception>
    public static async Task RunAsync(Exchange exchange, ProxyBackend backend, ProxyPath path)
    {
        var http = exchange.Http;
        if (path.Target.Length == 0 && (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)))
        {
            // Links relative to the target's root need its slash.
            http.Response.StatusCode = 301;
            http.Response.Headers.Location = ProxyPath.Escape(path.Request) + "/" + http.Request.QueryString.Value;
            return;
        }

        using var request = RequestOf(http, backend, path);
        HttpResponseMessage answer;
        try
        {
            answer = await backend.SendAsync(request, exchange.Cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or HttpRequestException && !exchange.Cancellation.IsCancellationRequested)
        {
            throw StatusDocument.ServiceUnavailable($"error trying to reach service: {e.Message}").ToException();
        }
        catch (Exception e) when (e is not OperationCanceledException && !exchange.Cancellation.IsCancellationRequested)
        {
            // A program that throws is a connection that breaks.
            throw StatusDocument.ServiceUnavailable("error trying to reach service: EOF").ToException();
        }

        using (answer)
        {
            await AnswerAsync(exchange, answer, new ProxyLinks(path.Prefix, backend.Authority, http.Request.Host.Value ?? "")).ConfigureAwait(false);
        }
    }

    private static HttpRequestMessage RequestOf(HttpContext http, ProxyBackend backend, ProxyPath path)
    {
        // Where the target speaks TLS, the connection below does it.
        var request = new HttpRequestMessage(new HttpMethod(http.Request.Method), $"http://{backend.Authority}{path.EscapedTarget}{http.Request.QueryString.Value}");
        if (http.Request.ContentLength > 0 || http.Request.Headers.TransferEncoding.Count > 0)
        {
            request.Content = new StreamContent(http.Request.Body);
        }

        foreach (var (name, values) in ProxyHeaders.ForTarget(http, isUpgrade: false))
        {
            if (!request.Headers.TryAddWithoutValidation(name, values))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, values);
            }
        }

        request.Headers.Host = http.Request.Host.Value;
        request.Headers.Remove("X-Forwarded-Uri");
        request.Headers.TryAddWithoutValidation("X-Forwarded-Uri", ForwardedUri(path));
        return request;
    }

    private static string ForwardedUri(ProxyPath path)
    {
        var uri = ProxyPath.Clean(path.Prefix + "/" + path.EscapedTarget);
        return path.Target.EndsWith('/') && !uri.EndsWith('/') ? uri + "/" : uri;
    }

    private static async Task AnswerAsync(Exchange exchange, HttpResponseMessage answer, ProxyLinks links)
    {
        var response = exchange.Http.Response;
        response.StatusCode = (int)answer.StatusCode;
        var location = answer.Headers.NonValidated.TryGetValues("Location", out var given) ? given.ToString() : "";
        var rewrites = location.Length == 0 && HtmlAnswer.IsHtml(answer);
        ProxyHeaders.CopyTo(response, HeadersOf(answer, exceptLength: rewrites), answer.Headers.Connection.ToString());
        if (location.Length > 0)
        {
            response.Headers.Location = links.Rewrite(location);
        }

        if (HttpMethods.IsHead(exchange.Http.Request.Method) || answer.StatusCode is HttpStatusCode.NoContent or HttpStatusCode.NotModified)
        {
            return;
        }

        try
        {
            var body = await answer.Content.ReadAsStreamAsync(exchange.Cancellation).ConfigureAwait(false);
            if (rewrites)
            {
                await HtmlAnswer.CopyAsync(body, response.Body, answer, links, exchange.Cancellation).ConfigureAwait(false);
                return;
            }

            await CopyAsync(body, response.Body, exchange.Cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (response.HasStarted && e is not OperationCanceledException)
        {
            // An answer that breaks off must not look like a whole one.
            exchange.Http.Abort();
        }
    }

    // Whatever the target sends goes on at once: it may be a stream of events.
    private static async Task CopyAsync(Stream from, Stream to, CancellationToken cancellation)
    {
        var buffer = new byte[32 * 1024];
        await to.FlushAsync(cancellation).ConfigureAwait(false);
        while (await from.ReadAsync(buffer, cancellation).ConfigureAwait(false) is var read and > 0)
        {
            await to.WriteAsync(buffer.AsMemory(0, read), cancellation).ConfigureAwait(false);
            await to.FlushAsync(cancellation).ConfigureAwait(false);
        }
    }

    private static IEnumerable<KeyValuePair<string, IEnumerable<string>>> HeadersOf(HttpResponseMessage answer, bool exceptLength)
    {
        // Asks for the length, which is computed only then.
        _ = answer.Content.Headers.ContentLength;
        return answer.Headers.NonValidated.Concat(answer.Content.Headers.NonValidated)
            .Where(h => !(exceptLength && h.Key.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)))
            .Select(h => KeyValuePair.Create(h.Key, (IEnumerable<string>)[.. h.Value]));
    }
}
