using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Server.Content;
using KubeEmulator.Values;

namespace KubeEmulator.Server.Endpoints;

/// <summary><c>/api</c>, <c>/apis</c> and what lies below, down to a group version. Upstream: <c>apiserver/pkg/endpoints/discovery</c>.</summary>
internal static class DiscoveryEndpoint
{
    private const string AggregatedType = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

    /// <summary>Whether the path (without a slash at its end) may be discovery's.</summary>
    public static bool Serves(string path) => path is "/api" or "/apis" || path.StartsWith("/api/", StringComparison.Ordinal) || path.StartsWith("/apis/", StringComparison.Ordinal);

    public static Task ServeAsync(Exchange exchange, string path)
    {
        var catalog = exchange.Services.Catalog;
        var documents = DiscoveryDocuments.Of(catalog);
        if (path is "/api" or "/apis")
        {
            return ServeRootAsync(exchange, documents, path);
        }

        var parts = path.Split('/', StringSplitOptions.None);
        var document = parts switch
        {
            ["", "api", var version] => documents.Resources(new GroupVersion("", version)),
            ["", "apis", var group] => documents.Group(group),
            ["", "apis", var group, var version] => documents.Resources(new GroupVersion(group, version)),
            _ => null,
        };
        if (document is null)
        {
            return Dispatcher.NotFoundAsync(exchange);
        }

        // The handler of custom resources looks at no method; the routes of built-in groups do.
        var isCustom = parts[1] == "apis" && catalog.Types.Any(t => t.IsCustom && t.Group == parts[2]);
        return exchange.Request.Method == "GET" || isCustom ? WriteAsync(exchange, document) : MethodRefusal.WriteAsync(exchange);
    }

    private static Task ServeRootAsync(Exchange exchange, DiscoveryDocuments documents, string path)
    {
        if (exchange.Request.Method != "GET")
        {
            return MethodRefusal.WriteAsync(exchange);
        }

        if (IsAggregatedAsked(exchange.Accept))
        {
            return WriteAggregatedAsync(exchange, path == "/api" ? documents.CoreAggregated : documents.Aggregated);
        }

        return path == "/api"
            ? WriteAsync(exchange, DiscoveryDocuments.CoreVersions(exchange.Server.Options.Address()))
            : WriteAsync(exchange, documents.GroupList.Root);
    }

    private static Task WriteAsync(Exchange exchange, MapValue document) =>
        DocumentWriter.WriteAsync(exchange, 200, document, Negotiation.Agree(exchange.Accept, exchange.Query, exchange.UserAgent, transforms: false));

    private static Task WriteAggregatedAsync(Exchange exchange, AggregatedDiscovery document)
    {
        var headers = exchange.Http.Response.Headers;
        var tag = $"\"{document.ETag}\"";
        headers.CacheControl = "public";
        headers.Vary = "Accept";
        headers.ETag = tag;
        if (exchange.Http.Request.Headers.IfNoneMatch.ToString() == tag)
        {
            exchange.Http.Response.StatusCode = 304;
            return Task.CompletedTask;
        }

        return AnswerWriter.WriteAsync(exchange, 200, AggregatedType, [document.Document.Utf8, "\n"u8.ToArray()]);
    }

    // The first range that is served at all decides, so that a client which prefers the plain form gets it.
    private static bool IsAggregatedAsked(string? accept)
    {
        foreach (var range in MediaType.ParseAccept(accept ?? ""))
        {
            if (!range.Includes("application", "json") && !range.Includes("application", "yaml"))
            {
                continue;
            }

            var (group, version, kind) = (range.Parameter("g"), range.Parameter("v"), range.Parameter("as"));
            if (group is null && version is null && kind is null)
            {
                return false;
            }

            if (range.Includes("application", "json") && group == "apidiscovery.k8s.io" && version == "v2" && kind == "APIGroupDiscoveryList")
            {
                return true;
            }
        }

        return false;
    }
}
