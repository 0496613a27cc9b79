using KubeEmulator.Server.Content;
using KubeEmulator.Values;

namespace KubeEmulator.Server.Endpoints;

/// <summary>Paths that are not about resources.</summary>
internal static class PathEndpoints
{
    public static Task ServeAsync(Exchange exchange)
    {
        var path = exchange.Request.Path.TrimEnd('/');
        return path switch
        {
            "" => exchange.Request.Path == "/" ? IndexEndpoint.ServeAsync(exchange) : Dispatcher.NotFoundAsync(exchange),
            "/version" => VersionEndpoint.ServeAsync(exchange),
            _ when DiscoveryEndpoint.Serves(path) => DiscoveryEndpoint.ServeAsync(exchange, path),
            _ when HealthEndpoint.Serves(path) => HealthEndpoint.ServeAsync(exchange, path),
            _ => Dispatcher.NotFoundAsync(exchange),
        };
    }
}
