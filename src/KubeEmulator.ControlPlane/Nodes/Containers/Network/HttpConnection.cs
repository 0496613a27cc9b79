using System.Globalization;
using System.Net;
using System.Text;

namespace KubeEmulator.Nodes.Containers.Network;

/// <summary>HTTP/1.1 over one raw connection: what a client of a forwarded port speaks to.</summary>
internal sealed class HttpConnection(Stream connection, Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> handler)
{
    private const string BadRequest = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

    private readonly HttpInput input = new(connection);

    public async Task ServeAsync(CancellationToken cancellationToken)
    {
        await using (connection)
        {
            if (await input.IsTlsAsync(cancellationToken))
            {
                // Waiting for the end of a line would wait for ever.
                await WriteAsync(BadRequest, cancellationToken);
                return;
            }

            while (await input.ReadHeadAsync(cancellationToken) is { } head)
            {
                if (HttpHead.Parse(head) is not { } parsed)
                {
                    await WriteAsync(BadRequest, cancellationToken);
                    return;
                }

                if (!await AnswerAsync(parsed, cancellationToken))
                {
                    return;
                }
            }
        }
    }

    // Returns whether the connection stays open.
    private async Task<bool> AnswerAsync(HttpHead head, CancellationToken cancellationToken)
    {
        if (head.ExpectsContinue)
        {
            await WriteAsync("HTTP/1.1 100 Continue\r\n\r\n", cancellationToken);
        }

        await using var body = input.Body(head);
        using var request = head.ToRequest(body);
        using var response = await handler(request, cancellationToken);
        var known = response.Content.Headers.ContentLength;
        var noBody = head.Method == "HEAD" || response.StatusCode is HttpStatusCode.NoContent or HttpStatusCode.NotModified;
        var chunked = known is null && !noBody && head.AllowsChunks;
        var keep = head.KeepsAlive && (known is not null || chunked || noBody);
        await WriteAsync(Head(response, known, chunked, keep), cancellationToken);
        if (!noBody)
        {
            await using var content = await response.Content.ReadAsStreamAsync(cancellationToken);
            await CopyAsync(content, chunked, cancellationToken);
        }

        await connection.FlushAsync(cancellationToken);
        return keep && await body.DrainAsync(cancellationToken);
    }

    private static string Head(HttpResponseMessage response, long? length, bool chunked, bool keep)
    {
        var head = new StringBuilder();
        head.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {(int)response.StatusCode} {response.ReasonPhrase}\r\n");
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers).Where(header => header.Key is not ("Content-Length" or "Transfer-Encoding" or "Connection")))
        {
            foreach (var value in values)
            {
                head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
            }
        }

        if (length is not null)
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {length}\r\n");
        }

        head.Append(chunked ? "Transfer-Encoding: chunked\r\n" : "");
        return head.Append(keep ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n").ToString();
    }

    private async Task CopyAsync(Stream content, bool chunked, CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        while (await content.ReadAsync(buffer, cancellationToken) is var taken and > 0)
        {
            if (chunked)
            {
                await WriteAsync(taken.ToString("x", CultureInfo.InvariantCulture) + "\r\n", cancellationToken);
            }

            await connection.WriteAsync(buffer.AsMemory(0, taken), cancellationToken);
            if (chunked)
            {
                await WriteAsync("\r\n", cancellationToken);
            }
        }

        if (chunked)
        {
            await WriteAsync("0\r\n\r\n", cancellationToken);
        }
    }

    private ValueTask WriteAsync(string text, CancellationToken cancellationToken) => connection.WriteAsync(Encoding.Latin1.GetBytes(text), cancellationToken);
}
