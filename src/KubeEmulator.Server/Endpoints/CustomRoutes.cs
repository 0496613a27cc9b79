using KubeEmulator.Api;
using KubeEmulator.Objects;

namespace KubeEmulator.Server.Endpoints;

/// <summary>
/// Which paths and methods a custom resource has: one handler for all, which is less strict than the routes of built-in ones.
/// Upstream: <c>apiextensions-apiserver/pkg/apiserver/customresource_handler.go</c>.
/// </summary>
internal static class CustomRoutes
{
    public static Task ServeAsync(Exchange exchange, ResourceType type)
    {
        var request = exchange.Request;
        var crossesNamespaces = request.Verb is "list" or "watch";
        if (type.Namespaced ? request.Namespace.Length == 0 && !crossesNamespaces : request.Namespace.Length > 0)
        {
            return Dispatcher.NotFoundAsync(exchange);
        }

        if (request.Subresource.Length > 0)
        {
            return ServeSubresourceAsync(exchange, type);
        }

        return request.Verb is "get" or "list" or "watch" or "create" or "update" or "patch" or "delete" or "deletecollection" && request.Method != "HEAD"
            ? ResourceEndpoint.ServeAsync(exchange, type)
            : MethodRefusal.WriteAsync(exchange, type);
    }

    private static Task ServeSubresourceAsync(Exchange exchange, ResourceType type)
    {
        var request = exchange.Request;
        if (type.Subresource(request.Subresource) is null)
        {
            throw StatusDocument.NotFound(type.GroupResource, request.Name).ToException();
        }

        return request.Verb is "get" or "update" or "patch" && request.Method != "HEAD"
            ? SubresourceEndpoint.ServeAsync(exchange, type)
            : MethodRefusal.WriteAsync(exchange, type);
    }
}
