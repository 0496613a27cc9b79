using KubeEmulator.Api;

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
        if (!HasPath(exchange, type))
        {
            return Dispatcher.NotFoundAsync(exchange);
        }

        if (request.Subresource.Length > 0)
        {
            return SubresourceEndpoint.ServeAsync(exchange, type);
        }

        if (request.Method == "HEAD" || !HasVerb(exchange, type))
        {
            return MethodRefusal.WriteAsync(exchange);
        }

        return ResourceEndpoint.ServeAsync(exchange, type);
    }

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
