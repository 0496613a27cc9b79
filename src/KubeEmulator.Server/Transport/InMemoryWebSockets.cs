using System.IO.Pipelines;
using System.Net.WebSockets;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace KubeEmulator.Server.Transport;

/// <summary>WebSockets without a socket: the same handshake and frames as over a connection, through two bounded pipes.</summary>
public static class InMemoryWebSockets
{
    /// <summary>Connects to a server.</summary>
    /// <param name="application">Answers the request.</param>
    /// <param name="uri">Where to; only path and query matter.</param>
    /// <param name="headers">Headers of the handshake, such as <c>Authorization</c>.</param>
    /// <param name="protocols">The subprotocols asked for, best first; none where empty.</param>
    /// <param name="cancellationToken">Gives up the handshake.</param>
    /// <exception cref="WebSocketException">The server refuses; the message has its status and its answer.</exception>
    public static async Task<WebSocket> ConnectAsync(
        RequestDelegate application,
        Uri uri,
        IEnumerable<KeyValuePair<string, string>> headers,
        IReadOnlyList<string> protocols,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(application);
        ArgumentNullException.ThrowIfNull(uri);
        ArgumentNullException.ThrowIfNull(headers);
        ArgumentNullException.ThrowIfNull(protocols);
        using var request = new HttpRequestMessage(HttpMethod.Get, uri);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        Prepare(request, protocols);
        var upgrade = new InMemoryUpgrade();
        var call = new InMemoryCall(InMemoryRequest.Of(request, Stream.Null), upgrade);
        using var abort = cancellationToken.Register(call.Abort);
        call.Start(application);
        await Task.WhenAny(upgrade.Upgraded, call.HeadersSent).ConfigureAwait(false);
        if (!upgrade.Upgraded.IsCompleted)
        {
            throw await RefusedAsync(call).ConfigureAwait(false);
        }

        var agreed = call.Headers.SecWebSocketProtocol.ToString();
        return WebSocket.CreateFromStream(upgrade.ClientSide(call), new WebSocketCreationOptions { IsServer = false, SubProtocol = Streaming.WebSocketUpgrade.Nameable(agreed) });
    }

    private static void Prepare(HttpRequestMessage request, IReadOnlyList<string> protocols)
    {
        request.Headers.TryAddWithoutValidation("Connection", "Upgrade");
        request.Headers.TryAddWithoutValidation("Upgrade", "websocket");
        request.Headers.TryAddWithoutValidation("Sec-WebSocket-Version", "13");
        request.Headers.TryAddWithoutValidation("Sec-WebSocket-Key", Convert.ToBase64String(RandomNumberGenerator.GetBytes(16)));
        if (protocols.Count > 0)
        {
            request.Headers.TryAddWithoutValidation("Sec-WebSocket-Protocol", string.Join(", ", protocols));
        }
    }

    private static async Task<WebSocketException> RefusedAsync(InMemoryCall call)
    {
        await call.HeadersSent.ConfigureAwait(false);
        using var reader = new StreamReader(call.Body.AsStream());
        var body = await reader.ReadToEndAsync().ConfigureAwait(false);
        return new WebSocketException(WebSocketError.NotAWebSocket, $"The server answered {call.StatusCode}: {body}");
    }
}
