using KubeEmulator.Server.Content;
using KubeEmulator.Values;

namespace KubeEmulator.Server.Endpoints;

/// <summary><c>/</c>: the paths that are served.</summary>
internal static class IndexEndpoint
{
    private static readonly string[] Documents = ["/.well-known/openid-configuration", "/api", "/apis", "/apis/", "/flagz", "/metrics", "/metrics/slis", "/openapi/v2", "/openapi/v3", "/openapi/v3/", "/openid/v1/jwks", "/statusz", "/version"];

    public static Task ServeAsync(Exchange exchange)
    {
        var paths = new SortedSet<string>(Documents, StringComparer.Ordinal);
        paths.UnionWith(HealthChecks.Paths);
        foreach (var type in exchange.Services.Catalog.Types)
        {
            paths.Add(type.Group.Length == 0 ? $"/api/{type.Version}" : $"/apis/{type.Group}");
            paths.Add(type.Group.Length == 0 ? $"/api/{type.Version}" : $"/apis/{type.Group}/{type.Version}");
        }

        var document = MapValue.Of(("paths", ListValue.From(paths.Select(p => (Value)p))));
        return DocumentWriter.WriteAsync(exchange, 200, document, Negotiated.Json with { Pretty = true });
    }
}
