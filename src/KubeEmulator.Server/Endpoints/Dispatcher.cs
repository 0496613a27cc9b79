using KubeEmulator.Objects;
using KubeEmulator.Schemas;
using KubeEmulator.Server.Content;

namespace KubeEmulator.Server.Endpoints;

/// <summary>The one place where a request finds its handler; there is no route per kind.</summary>
internal static class Dispatcher
{
    /// <summary>Answers the request.</summary>
    public static Task DispatchAsync(Exchange exchange)
    {
        var request = exchange.Request;
        if (MetricValuesEndpoint.Serves(exchange))
        {
            return MetricValuesEndpoint.ServeAsync(exchange);
        }

        if (exchange.TypeOf(exchange.Services.Catalog) is { } type)
        {
            return type.IsCustom ? CustomRoutes.ServeAsync(exchange, type) : BuiltInRoutes.ServeAsync(exchange, type);
        }

        return request.IsResource ? UnknownResourceAsync(exchange) : PathEndpoints.ServeAsync(exchange);
    }

    /// <summary>
    /// What a group says of a resource it does not have: the router of the built-in groups answers with a Status, for all others nobody is
    /// there.
    /// </summary>
    public static Task UnknownResourceAsync(Exchange exchange)
    {
        var group = exchange.Request.Group;
        return group.Length == 0 || BuiltInResources.Groups.Any(g => g.Name == group)
            ? DocumentWriter.WriteStatusAsync(exchange, StatusDocument.UnknownResource())
            : NotFoundAsync(exchange);
    }

    /// <summary>What the real server says of a path it does not serve.</summary>
    public static Task NotFoundAsync(Exchange exchange)
    {
        exchange.Http.Response.Headers.XContentTypeOptions = "nosniff";
        return AnswerWriter.WriteTextAsync(exchange, 404, "404 page not found\n");
    }
}
