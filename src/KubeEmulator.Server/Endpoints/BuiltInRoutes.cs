using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Server.Content;

namespace KubeEmulator.Server.Endpoints;

/// <summary>
/// Which paths and methods a built-in resource has. Upstream registers a route for each (<c>apiserver/pkg/endpoints/installer.go</c>):
/// a path without a route is 404, a method without one 405.
/// </summary>
internal static class BuiltInRoutes
{
    public static Task ServeAsync(Exchange exchange, ResourceType type)
    {
        var request = exchange.Request;
        if (request.Verb == "proxy")
        {
            return LegacyProxyEndpoint.ServeAsync(exchange, type);
        }

        if (!HasPath(exchange, type))
        {
            return Dispatcher.UnknownResourceAsync(exchange);
        }

        if (request.Subresource.Length > 0)
        {
            return SubresourceEndpoint.ServeAsync(exchange, type);
        }

        if (request.Method == "HEAD" || !HasVerb(exchange, type))
        {
            return MethodRefusal.WriteAsync(exchange);
        }

        RequireRepresentation(exchange);
        return ResourceEndpoint.ServeAsync(exchange, type);
    }

    // The router knows what a route produces, parameters aside; what is wrong with those, negotiation says later.
    private static void RequireRepresentation(Exchange exchange)
    {
        var isStream = exchange.Request.Verb is "list" or "watch";
        if (string.IsNullOrEmpty(exchange.Accept) || MediaType.ParseAccept(exchange.Accept).Any(m => MediaTypes.Served.Any(s => Produces(m, s))))
        {
            return;
        }

        var produced = isStream ? [.. MediaTypes.Served, $"{MediaTypes.Json};stream=watch", $"{MediaTypes.Protobuf};stream=watch"] : MediaTypes.Served;
        throw StatusDocument.Failure(406, StatusReason.NotAcceptable, $"406: Not Acceptable\n\nAvailable representations: {string.Join(", ", produced)}", new StatusDetails()).ToException();
    }

    // go-restful knows whole types and */*, nothing between.
    private static bool Produces(MediaType range, string served) => range.Name == served || range is { Type: "*", Subtype: "*" };

    private static bool HasPath(Exchange exchange, ResourceType type)
    {
        var request = exchange.Request;
        if (request.Rest.Length > 0 && request.Subresource != "proxy")
        {
            return false;
        }

        if (request.Subresource.Length > 0 && type.Subresource(request.Subresource) is null)
        {
            return false;
        }

        var isNamespaced = request.IsNamespacedPath;
        if (request.IsWatchPath && !type.Verbs.Contains("watch"))
        {
            return false;
        }

        // A collection over all namespaces can be listed and watched; single objects are in a namespace.
        return type.Namespaced ? isNamespaced || (!request.HasName && type.Verbs.Contains("list")) : !isNamespaced;
    }

    private static bool HasVerb(Exchange exchange, ResourceType type)
    {
        var request = exchange.Request;
        if (!type.Verbs.Contains(request.Verb))
        {
            return false;
        }

        if (type.Namespaced && !request.IsNamespacedPath)
        {
            return request.Verb is "list" or "watch";
        }

        return request.HasName
            ? request.Verb is "get" or "update" or "patch" or "delete" || request.IsWatchPath
            : request.Verb is "list" or "watch" or "create" or "deletecollection";
    }
}
