using System.Net;

namespace KubeEmulator.Server.Transport;

/// <summary>A server's answer as a client sees it.</summary>
internal static class InMemoryResponse
{
    public static HttpResponseMessage Of(InMemoryCall call, HttpRequestMessage request)
    {
        var response = new HttpResponseMessage((HttpStatusCode)call.StatusCode)
        {
            RequestMessage = request,
            ReasonPhrase = call.ReasonPhrase,
            Version = HttpVersion.Version11,
            Content = new StreamContent(new InMemoryBody(call)),
        };
        foreach (var (name, values) in call.Headers)
        {
            if (!response.Headers.TryAddWithoutValidation(name, values.ToArray()))
            {
                response.Content.Headers.TryAddWithoutValidation(name, values.ToArray());
            }
        }

        return response;
    }
}
