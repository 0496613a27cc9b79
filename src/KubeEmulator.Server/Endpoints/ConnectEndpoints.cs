using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Server.Requests;
using KubeEmulator.Server.Streaming.Pods;
using KubeEmulator.Server.Streaming.Proxies;

namespace KubeEmulator.Server.Endpoints;

/// <summary>Subresources that connect rather than show a document: logs, exec, attach, port-forward, proxy. Upstream: ConnectResource in <c>endpoints/handlers/rest.go</c>.</summary>
internal static class ConnectEndpoints
{
    /// <summary>Whether the subresource connects.</summary>
    public static bool Serves(ResourceType type, string subresource) =>
        (type.GroupResource == new GroupResource("", "pods") && subresource is "log" or "exec" or "attach" or "portforward" or "proxy")
        || (type.GroupResource.Group.Length == 0 && type.Plural is "services" or "nodes" && subresource == "proxy");

    public static async Task ServeAsync(Exchange exchange, ResourceType type)
    {
        var request = exchange.Request;
        if (!Allows(request.Subresource, request.Method))
        {
            await MethodRefusal.WriteAsync(exchange).ConfigureAwait(false);
            return;
        }

        if (request.Subresource == "log")
        {
            await PodLogEndpoint.ServeAsync(exchange, type).ConfigureAwait(false);
            return;
        }

        if (exchange.Query.First("dryRun") is not null)
        {
            throw StatusDocument.BadRequest("dryRun is not supported").ToException();
        }

        await exchange.Services.Api.ConnectAsync(type, request.Namespace, request.Name, request.Subresource, ConnectOptions.Of(exchange, type)!, exchange.Context).ConfigureAwait(false);
        await (request.Subresource == "proxy"
            ? ProxyEndpoint.ServeAsync(exchange, type.Plural, request.Name, request.Rest)
            : PodStreamEndpoints.ServeAsync(exchange, type)).ConfigureAwait(false);
    }

    private static bool Allows(string subresource, string method) => subresource switch
    {
        "log" => method == "GET",
        "proxy" => method is "GET" or "POST" or "PUT" or "PATCH" or "DELETE" or "HEAD" or "OPTIONS",
        _ => method is "GET" or "POST",
    };
}
