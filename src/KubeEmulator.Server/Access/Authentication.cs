using System.Text;
using KubeEmulator.Api;
using KubeEmulator.Objects;

namespace KubeEmulator.Server.Access;

/// <summary>Finds the credentials of a request: a bearer token (also as a WebSocket subprotocol) and a client certificate.</summary>
internal static class Authentication
{
    private const string TokenProtocol = "base64url.bearer.authorization.k8s.io.";

    /// <exception cref="ApiException">401: a credential is wrong.</exception>
    public static UserInfo UserOf(Exchange exchange)
    {
        var authenticator = exchange.Server.Options.Authenticator;
        return authenticator is null
            ? UserInfo.Admin
            : authenticator.Authenticate(TokenOf(exchange), exchange.Http.Connection.ClientCertificate) ?? throw StatusDocument.Unauthorized().ToException();
    }

    private static string? TokenOf(Exchange exchange)
    {
        var header = exchange.Http.Request.Headers.Authorization.ToString().Trim();
        var space = header.IndexOf(' ');
        if (space > 0 && header.AsSpan(0, space).Equals("Bearer", StringComparison.OrdinalIgnoreCase))
        {
            var token = header[(space + 1)..].Trim();
            return token.Length > 0 ? token : null;
        }

        return ProtocolToken(exchange);
    }

    // Browsers cannot set headers on a WebSocket. Upstream: apiserver/pkg/authentication/request/websocket/protocol.go.
    private static string? ProtocolToken(Exchange exchange)
    {
        if (exchange.Http.Request.Headers.SecWebSocketProtocol is not { Count: > 0 } protocols)
        {
            return null;
        }

        foreach (var protocol in protocols.ToString().Split(',', StringSplitOptions.TrimEntries))
        {
            if (protocol.StartsWith(TokenProtocol, StringComparison.Ordinal))
            {
                return Decode(protocol[TokenProtocol.Length..]);
            }
        }

        return null;
    }

    private static string? Decode(string encoded)
    {
        var padded = encoded.Replace('-', '+').Replace('_', '/').PadRight((encoded.Length + 3) / 4 * 4, '=');
        var bytes = new byte[padded.Length];
        return Convert.TryFromBase64String(padded, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : null;
    }
}
