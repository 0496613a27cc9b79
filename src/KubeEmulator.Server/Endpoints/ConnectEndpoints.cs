using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Server.Content;

namespace KubeEmulator.Server.Endpoints;

/// <summary>Subresources that reach into a pod: logs, exec, attach, port-forward, proxy.</summary>
internal static class ConnectEndpoints
{
    /// <summary>Whether the subresource connects rather than shows a document.</summary>
    public static bool Serves(ResourceType type, string subresource) =>
        (type.Plural == "pods" && subresource is "log" or "exec" or "attach" or "portforward" or "proxy")
        || (type.Plural is "services" or "nodes" && subresource == "proxy");

    public static async Task ServeAsync(Exchange exchange, ResourceType type)
    {
        var request = exchange.Request;
        if (ConnectOptions.Of(exchange, type) is { } options)
        {
            await exchange.Services.Api.ConnectAsync(type, request.Namespace, request.Name, request.Subresource, options, exchange.Context).ConfigureAwait(false);
        }

        _ = exchange.Services.Api.Get(type, request.Namespace, request.Name);
        throw StatusDocument.ServiceUnavailable("no kubelet runs this pod").ToException();
    }
}
