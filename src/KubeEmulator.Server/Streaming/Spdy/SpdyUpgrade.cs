using KubeEmulator.Server.Content;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace KubeEmulator.Server.Streaming.Spdy;

/// <summary>The handshake of SPDY inside HTTP/1.1. Upstream: <c>streaming/pkg/httpstream</c> (Handshake) and its <c>spdy/upgrade.go</c>.</summary>
internal static class SpdyUpgrade
{
    /// <summary>The name of the protocol in the <c>Upgrade</c> header.</summary>
    public const string Protocol = "SPDY/3.1";

    /// <summary>What a client is told that asks for neither SPDY nor a WebSocket.</summary>
    public const string Missing = "unable to upgrade: missing upgrade headers in request\n";

    private const string Version = "X-Stream-Protocol-Version";

    /// <summary>Whether the request asks for SPDY.</summary>
    public static bool IsAsked(HttpContext http) =>
        http.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true }
        && http.Request.Headers.Upgrade.ToString().Contains(Protocol, StringComparison.OrdinalIgnoreCase);

    /// <summary>The first of the client's protocols that is known here, or the refusal's status and text.</summary>
    public static (string? Agreed, int Status, string Refusal) Negotiate(IReadOnlyList<string> asked, bool isGiven, IReadOnlyList<string> known)
    {
        if (!isGiven)
        {
            return (null, 400, $"unable to upgrade: header {Version} does not exist in request");
        }

        return asked.Count == 0
            ? (null, 400, $"unable to upgrade: header {Version} contains [], but no valid protocols")
            : asked.FirstOrDefault(known.Contains) is { } agreed
                ? (agreed, 101, "")
                : (null, 403, $"unable to upgrade: unable to negotiate protocol: client supports [{string.Join(' ', asked)}], server accepts [{string.Join(' ', known)}]");
    }

    /// <summary>Takes the connection over; null where the handshake is wrong, which has been answered.</summary>
    public static async Task<(Stream Transport, string Protocol)?> AcceptAsync(Exchange exchange, IReadOnlyList<string> known)
    {
        var http = exchange.Http;
        var isGiven = http.Request.Headers.TryGetValue(Version, out var values);
        string[] asked = [.. values.SelectMany(v => (v ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
        var (agreed, status, refusal) = Negotiate(asked, isGiven, known);
        if (agreed is null)
        {
            if (status == 403)
            {
                http.Response.Headers["X-Accepted-Stream-Protocol-Versions"] = known.ToArray();
            }

            await AnswerWriter.WriteTextAsync(exchange, status, refusal + "\n").ConfigureAwait(false);
            return null;
        }

        var response = http.Response;
        response.StatusCode = 101;
        response.Headers[Version] = agreed;
        response.Headers.Connection = "Upgrade";
        response.Headers.Upgrade = Protocol;
        return (await http.Features.Get<IHttpUpgradeFeature>()!.UpgradeAsync().ConfigureAwait(false), agreed);
    }
}
