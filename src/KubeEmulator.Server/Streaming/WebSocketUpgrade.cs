using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace KubeEmulator.Server.Streaming;

/// <summary>The WebSocket handshake (RFC 6455) over whatever can upgrade a connection; no middleware is needed.</summary>
internal static class WebSocketUpgrade
{
    private const string KeyGuid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /// <summary>Whether the request asks for a WebSocket.</summary>
    public static bool IsAsked(HttpContext http) =>
        http.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true }
        && http.Request.Headers.Upgrade.ToString().Equals("websocket", StringComparison.OrdinalIgnoreCase);

    /// <summary>The subprotocols that the client asks for, best first.</summary>
    public static string[] Asked(HttpContext http) =>
        http.Request.Headers.SecWebSocketProtocol.ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>
    /// Accepts it with the first subprotocol that both sides know, or with none where the client asks for none and that is among them;
    /// a client that asks for others is refused as Go's server does it.
    /// </summary>
    /// <returns>The WebSocket and the subprotocol agreed on; null where the handshake is wrong, which has been answered.</returns>
    public static Task<(WebSocket Socket, string Protocol)?> NegotiateAsync(Exchange exchange, IReadOnlyList<string> protocols)
    {
        var asked = Asked(exchange.Http);
        if (asked.Length == 0 ? protocols.Contains("") : asked.Any(protocols.Contains))
        {
            return AcceptAsync(exchange, protocols);
        }

        exchange.Http.Response.StatusCode = 403;
        return Task.FromResult<(WebSocket, string)?>(null);
    }

    /// <summary>Accepts it with the first subprotocol that both sides know; without one where the client asks for none.</summary>
    /// <returns>The WebSocket and the subprotocol agreed on; null where the handshake is wrong, which has been answered.</returns>
    public static async Task<(WebSocket Socket, string Protocol)?> AcceptAsync(Exchange exchange, IReadOnlyList<string> protocols)
    {
        var http = exchange.Http;
        var headers = http.Request.Headers;
        var key = headers.SecWebSocketKey.ToString();
        if (headers.SecWebSocketVersion.ToString() != "13" || key.Length == 0)
        {
            http.Response.StatusCode = 400;
            return null;
        }

        var agreed = Asked(http).FirstOrDefault(protocols.Contains) ?? "";
        var response = http.Response;
        response.StatusCode = 101;
        response.Headers.Connection = "Upgrade";
        response.Headers.Upgrade = "websocket";
        response.Headers.SecWebSocketAccept = AcceptOf(key);
        if (agreed.Length > 0)
        {
            response.Headers.SecWebSocketProtocol = agreed;
        }

        var stream = await http.Features.Get<IHttpUpgradeFeature>()!.UpgradeAsync().ConfigureAwait(false);
        var socket = WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { IsServer = true, SubProtocol = Nameable(agreed), KeepAliveInterval = TimeSpan.FromSeconds(30) });
        return (socket, agreed);
    }

    /// <summary>A subprotocol as the framework takes it; null for none, and for the names with a slash that it takes for wrong.</summary>
    public static string? Nameable(string protocol) => protocol.Length == 0 || protocol.Contains('/') ? null : protocol;

#pragma warning disable CA5350 // SHA-1 is what the handshake of RFC 6455 prescribes; nothing is kept secret by it.
    private static string AcceptOf(string key) => Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + KeyGuid)));
#pragma warning restore CA5350
}
