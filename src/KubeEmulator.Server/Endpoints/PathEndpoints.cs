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
            "/metrics" or "/metrics/slis" => MetricsEndpoint.ServeAsync(exchange, path),
            "/statusz" or "/flagz" => StatusPages.ServeAsync(exchange, path),
            "/.well-known/openid-configuration" => OpenIdEndpoint.ServeConfigurationAsync(exchange),
            "/openid/v1/jwks" => OpenIdEndpoint.ServeKeysAsync(exchange),
            _ when ControlEndpoints.Serves(path) => ControlEndpoints.ServeAsync(exchange, path),
            _ when OpenApiEndpoint.Serves(path) => OpenApiEndpoint.ServeAsync(exchange, path),
            _ when DiscoveryEndpoint.Serves(path) => DiscoveryEndpoint.ServeAsync(exchange, path),
            _ when HealthEndpoint.Serves(path) => HealthEndpoint.ServeAsync(exchange, path),
            _ => Dispatcher.NotFoundAsync(exchange),
        };
    }
}
