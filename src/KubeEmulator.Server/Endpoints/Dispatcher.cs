using KubeEmulator.Server.Content;

namespace KubeEmulator.Server.Endpoints;

/// <summary>The one place where a request finds its handler; there is no route per kind.</summary>
internal static class Dispatcher
{
    /// <summary>Answers the request.</summary>
    public static Task DispatchAsync(Exchange exchange)
    {
        var request = exchange.Request;
        if (exchange.TypeOf(exchange.Services.Catalog) is { } type)
        {
            return type.IsCustom ? CustomRoutes.ServeAsync(exchange, type) : BuiltInRoutes.ServeAsync(exchange, type);
        }

        return request.IsResource ? NotFoundAsync(exchange) : PathEndpoints.ServeAsync(exchange);
    }

    /// <summary>What the real server says of a path it does not serve.</summary>
    public static Task NotFoundAsync(Exchange exchange)
    {
        exchange.Http.Response.Headers.XContentTypeOptions = "nosniff";
        return AnswerWriter.WriteTextAsync(exchange, 404, "404 page not found\n");
    }
}
