using KubeEmulator.Objects;
using KubeEmulator.Server.Content;
using KubeEmulator.Values;

namespace KubeEmulator.Server.Endpoints;

/// <summary>How others check the cluster's tokens. Upstream: <c>pkg/routes/openidmetadata.go</c>.</summary>
internal static class OpenIdEndpoint
{
    private const string KeySetType = "application/jwk-set+json";

    /// <summary><c>/.well-known/openid-configuration</c>.</summary>
    public static Task ServeConfigurationAsync(Exchange exchange)
    {
        RequireAccept(exchange, MediaTypes.Json);
        var document = MapValue.Of(
            ("issuer", exchange.Services.Settings.ServiceAccountIssuer),
            ("jwks_uri", $"https://{exchange.Server.Options.AdvertisedAddress()}/openid/v1/jwks"),
            ("response_types_supported", ListValue.Of("id_token")),
            ("subject_types_supported", ListValue.Of("public")),
            ("id_token_signing_alg_values_supported", ListValue.Of([.. Algorithms(exchange)])));
        return WriteAsync(exchange, document, MediaTypes.Json);
    }

    /// <summary><c>/openid/v1/jwks</c>.</summary>
    public static Task ServeKeysAsync(Exchange exchange)
    {
        RequireAccept(exchange, KeySetType);
        return WriteAsync(exchange, exchange.Services.Tokens?.KeySet ?? MapValue.Of(("keys", ListValue.Empty)), KeySetType);
    }

    private static Task WriteAsync(Exchange exchange, MapValue document, string contentType)
    {
        exchange.Http.Response.Headers.CacheControl = "public, max-age=3600";
        return AnswerWriter.WriteAsync(exchange, 200, contentType, document.ToUtf8Bytes());
    }

    private static IEnumerable<Value> Algorithms(Exchange exchange)
    {
        var keys = exchange.Services.Tokens?.KeySet.Maps("keys").Select(k => k.StringOrEmpty("alg")).Where(a => a.Length > 0).Distinct().ToList() ?? [];
        return keys.Count > 0 ? keys.Select(k => (Value)k) : ["RS256"];
    }

    // These routes are the router's own: it speaks of representations.
    private static void RequireAccept(Exchange exchange, string served)
    {
        var parts = served.Split('/');
        if (!string.IsNullOrEmpty(exchange.Accept) && !MediaType.ParseAccept(exchange.Accept).Any(m => m.Includes(parts[0], parts[1])))
        {
            throw StatusDocument.Failure(406, StatusReason.NotAcceptable, $"406: Not Acceptable\n\nAvailable representations: {served}", new StatusDetails()).ToException();
        }
    }
}
