using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace KubeEmulator.Server.Transport;

/// <summary>A client's request as a server sees it.</summary>
internal static class InMemoryRequest
{
    public static HttpRequestFeature Of(HttpRequestMessage request, Stream body)
    {
        var uri = request.RequestUri ?? throw new InvalidOperationException("The request has no URI.");
        var headers = new HeaderDictionary();
        foreach (var (name, values) in request.Headers.NonValidated)
        {
            headers[name] = new StringValues([.. values]);
        }

        if (request.Content is not null)
        {
            // Asks for the length, which is computed only then.
            _ = request.Content.Headers.ContentLength;
            foreach (var (name, values) in request.Content.Headers.NonValidated)
            {
                headers[name] = new StringValues([.. values]);
            }
        }

        if (!headers.ContainsKey("Host"))
        {
            headers["Host"] = uri.Authority;
        }

        return new HttpRequestFeature
        {
            Method = request.Method.Method,
            Scheme = uri.Scheme,
            Protocol = "HTTP/1.1",
            Path = Uri.UnescapeDataString(uri.AbsolutePath),
            QueryString = uri.Query,
            RawTarget = uri.PathAndQuery,
            Headers = headers,
            Body = body,
        };
    }
}
