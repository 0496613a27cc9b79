using System.Globalization;
using KubeEmulator.Api;
using KubeEmulator.Server.Content;
using KubeEmulator.Server.Streaming.Spdy;

namespace KubeEmulator.Server.Streaming.Sessions;

/// <summary>Port-forward by whatever road the client asks for: SPDY, SPDY in a WebSocket, or the channels of a WebSocket.</summary>
internal static class PortForwarding
{
    private const string Protocol = "portforward.k8s.io";
    private const string Tunnel = SpdyUpgrade.Protocol + "+" + Protocol;

    /// <summary>What the error stream says.</summary>
    public static string Failed(string podUid, int port, string why) => $"error forwarding port {port} to pod {podUid}, uid : {why}";

    /// <param name="exchange">The request.</param>
    /// <param name="sandbox">The pod.</param>
    /// <param name="podUid">Its uid, for texts.</param>
    /// <param name="ports">The ports of the query, which only the channels need.</param>
    public static async Task ServeAsync(Exchange exchange, IPodSandbox sandbox, string podUid, IEnumerable<string> ports)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(exchange.Cancellation, exchange.Server.Stopping);
        try
        {
            await ServeAsync(exchange, sandbox, podUid, ports, stop.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException || (e is OperationCanceledException && exchange.Http.Response.HasStarted))
        {
            // The client has gone.
        }
    }

    private static async Task ServeAsync(Exchange exchange, IPodSandbox sandbox, string podUid, IEnumerable<string> ports, CancellationToken stop)
    {
        if (!WebSocketUpgrade.IsAsked(exchange.Http))
        {
            if (!SpdyUpgrade.IsAsked(exchange.Http))
            {
                await AnswerWriter.WriteTextAsync(exchange, 400, SpdyUpgrade.Missing).ConfigureAwait(false);
            }
            else if (await SpdyUpgrade.AcceptAsync(exchange, [Protocol]).ConfigureAwait(false) is var (transport, _))
            {
                await new SpdyForward(sandbox, podUid).RunAsync(transport, stop).ConfigureAwait(false);
            }

            return;
        }

        string[] asked = WebSocketUpgrade.Asked(exchange.Http);
        if (asked.Any(IsTunnel))
        {
            await TunnelAsync(exchange, sandbox, podUid, asked, stop).ConfigureAwait(false);
            return;
        }

        var (numbers, refusal) = Parse([.. ports]);
        await (numbers is null
            ? AnswerWriter.WriteTextAsync(exchange, 400, refusal)
            : SocketForward.ServeAsync(exchange, sandbox, podUid, numbers, stop)).ConfigureAwait(false);
    }

    private static bool IsTunnel(string protocol) => protocol.StartsWith("SPDY/3.1+", StringComparison.Ordinal) && protocol.EndsWith(".k8s.io", StringComparison.Ordinal);

    private static async Task TunnelAsync(Exchange exchange, IPodSandbox sandbox, string podUid, string[] asked, CancellationToken stop)
    {
        if (!asked.Contains(Tunnel))
        {
            string[] inner = [.. asked.Where(IsTunnel).Select(p => p["SPDY/3.1+".Length..])];
            await AnswerWriter.WriteTextAsync(exchange, 403, SpdyUpgrade.Negotiate(inner, true, [Protocol]).Refusal + "\n").ConfigureAwait(false);
        }
        else if (await WebSocketUpgrade.AcceptAsync(exchange, [Tunnel]).ConfigureAwait(false) is var (socket, _))
        {
            await new SpdyForward(sandbox, podUid).RunAsync(new SocketStream(socket), stop).ConfigureAwait(false);
        }
    }

    // Several parameters, or several ports in one.
    private static (IReadOnlyList<int>? Ports, string Refusal) Parse(string[] texts)
    {
        if (texts.Length == 0)
        {
            return (null, "query parameter \"port\" is required");
        }

        var ports = new List<int>();
        foreach (var text in texts)
        {
            if (text.Length == 0)
            {
                return (null, "query parameter \"port\" cannot be empty");
            }

            foreach (var part in text.Split(','))
            {
                if (!ushort.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var port))
                {
                    var why = part.Length > 0 && part.All(char.IsAsciiDigit) ? "value out of range" : "invalid syntax";
                    return (null, $"unable to parse \"{text}\" as a port: strconv.ParseUint: parsing \"{part}\": {why}");
                }

                if (port == 0)
                {
                    return (null, $"port \"{text}\" must be > 0");
                }

                ports.Add(port);
            }
        }

        return (ports, "");
    }
}
