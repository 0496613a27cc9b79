using KubeEmulator.Api;

namespace KubeEmulator.Server.Endpoints;

/// <summary>
/// <c>/api/v1/proxy/...</c>: the proxy paths from before the subresource, gone since Kubernetes 1.10. Where the cluster is told to have them
/// they lead where the subresource leads; else nobody is there.
/// </summary>
internal static class LegacyProxyEndpoint
{
    public static Task ServeAsync(Exchange exchange, ResourceType type)
    {
        var request = exchange.Request;
        var isServed = exchange.Services.Settings.ServeLegacyProxyPaths
            && request.HasName
            && request.IsNamespacedPath == type.Namespaced
            && type.Plural is "pods" or "services" or "nodes"
            && ConnectEndpoints.Serves(type, "proxy");
        if (!isServed)
        {
            return Dispatcher.UnknownResourceAsync(exchange);
        }

        var subresource = new Exchange
        {
            Http = exchange.Http,
            Request = request with { Subresource = "proxy" },
            Query = exchange.Query,
            Server = exchange.Server,
            User = exchange.User,
            Fault = exchange.Fault,
        };
        return ConnectEndpoints.ServeAsync(subresource, type);
    }
}
