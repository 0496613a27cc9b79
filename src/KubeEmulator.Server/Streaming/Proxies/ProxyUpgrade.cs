using System.Globalization;
using System.Text;
using KubeEmulator.Objects;
using KubeEmulator.Server.Streaming.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace KubeEmulator.Server.Streaming.Proxies;

/// <summary>
/// A connection that changes its protocol through a proxy (WebSockets): the target's handshake goes back to the client, and then bytes
/// go both ways. Upstream: tryUpgrade in <c>util/proxy/upgradeaware.go</c>.
/// </summary>
internal static class ProxyUpgrade
{
    private const int MaxHead = 64 * 1024;

    /// <exception cref="ApiException">500: nobody answers, or not as an upgrade is answered.</exception>
    public static async Task RunAsync(Exchange exchange, ProxyBackend backend, ProxyPath path)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(exchange.Cancellation, exchange.Server.Stopping);
        var target = await DialAsync(exchange, backend, path, stop.Token).ConfigureAwait(false);
        await using (target.ConfigureAwait(false))
        {
            var (status, headers, rest) = await ReadHeadAsync(target, stop.Token).ConfigureAwait(false);
            var response = exchange.Http.Response;
            if (status != 101 && status < 400)
            {
                throw StatusDocument.Failure(500, "", $"invalid upgrade response: status code {status}").ToException();
            }

            response.StatusCode = status;
            foreach (var (name, value) in headers.Where(h => status == 101 || !h.Name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase)))
            {
                response.Headers.Append(name, value);
            }

            if (status != 101)
            {
                await RefuseAsync(response, target, rest, stop.Token).ConfigureAwait(false);
                return;
            }

            var client = await exchange.Http.Features.Get<IHttpUpgradeFeature>()!.UpgradeAsync().ConfigureAwait(false);
            await PassAsync(client, target, rest, stop.Token).ConfigureAwait(false);
        }
    }

    private static async Task<Stream> DialAsync(Exchange exchange, ProxyBackend backend, ProxyPath path, CancellationToken stop)
    {
        try
        {
            var target = await backend.ConnectAsync(stop).ConfigureAwait(false);
            await target.WriteAsync(Encoding.Latin1.GetBytes(HeadOf(exchange.Http, path)), stop).ConfigureAwait(false);
            await target.FlushAsync(stop).ConfigureAwait(false);
            return target;
        }
        catch (IOException e)
        {
            throw StatusDocument.Failure(500, "", $"error dialing backend: {e.Message}").ToException();
        }
    }

    private static string HeadOf(HttpContext http, ProxyPath path)
    {
        var head = new StringBuilder();
        head.Append(CultureInfo.InvariantCulture, $"{http.Request.Method} {path.EscapedTarget}{http.Request.QueryString.Value} HTTP/1.1\r\nHost: {http.Request.Host.Value}\r\n");
        foreach (var (name, values) in ProxyHeaders.ForTarget(http, isUpgrade: true))
        {
            foreach (var value in values)
            {
                head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
            }
        }

        return head.Append("\r\n").ToString();
    }

    // Returns what came behind the head, too.
    private static async Task<(int Status, List<(string Name, string Value)> Headers, byte[] Behind)> ReadHeadAsync(Stream target, CancellationToken stop)
    {
        var buffer = new byte[MaxHead];
        var length = 0;
        while (true)
        {
            var end = buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8);
            if (end >= 0)
            {
                var lines = Encoding.Latin1.GetString(buffer, 0, end).Split("\r\n");
                var headers = lines.Skip(1).Select(l => l.Split(':', 2)).Where(p => p.Length == 2).Select(p => (p[0], p[1].Trim())).ToList();
                return lines[0].Split(' ') is [_, var code, ..] && int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var status) && status is >= 100 and <= 599
                    ? (status, headers, buffer[(end + 4)..length])
                    : throw StatusDocument.Failure(500, "", $"malformed HTTP response {GoText.Quote(lines[0])}").ToException();
            }

            var read = length < buffer.Length ? await target.ReadAsync(buffer.AsMemory(length), stop).ConfigureAwait(false) : 0;
            if (read == 0)
            {
                throw StatusDocument.Failure(500, "", "unexpected EOF").ToException();
            }

            length += read;
        }
    }

    private static async Task RefuseAsync(HttpResponse response, Stream target, byte[] rest, CancellationToken stop)
    {
        // The target's length, where it gives one, says where the body ends; else its closing does.
        var left = response.ContentLength ?? long.MaxValue;
        var buffer = rest;
        var count = rest.Length;
        while (true)
        {
            var taken = (int)Math.Min(count, left);
            await response.Body.WriteAsync(buffer.AsMemory(0, taken), stop).ConfigureAwait(false);
            left -= taken;
            if (left == 0)
            {
                return;
            }

            buffer = buffer.Length < 4096 ? new byte[4096] : buffer;
            count = await target.ReadAsync(buffer, stop).ConfigureAwait(false);
            if (count == 0)
            {
                return;
            }
        }
    }

    private static async Task PassAsync(Stream client, Stream target, byte[] rest, CancellationToken stop)
    {
        try
        {
            await using (client.ConfigureAwait(false))
            {
                await client.WriteAsync(rest, stop).ConfigureAwait(false);
                await client.FlushAsync(stop).ConfigureAwait(false);
                await ForwardedPort.CopyEitherAsync(client, target, stop).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // One of them has gone, and with it the connection.
        }
    }
}
