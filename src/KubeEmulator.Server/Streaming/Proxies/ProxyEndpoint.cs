using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Server.Streaming.Kubelets;
using KubeEmulator.Server.Streaming.Sessions;

namespace KubeEmulator.Server.Streaming.Proxies;

/// <summary><c>proxy</c> below pods, services and nodes: every method, bodies as streams, upgrades passed through.</summary>
internal static class ProxyEndpoint
{
    /// <param name="exchange">The request.</param>
    /// <param name="resource">What is proxied to: <c>pods</c>, <c>services</c> or <c>nodes</c>.</param>
    /// <param name="id">The name, with scheme and port where the path has them.</param>
    /// <param name="rest">The path behind the proxy, without its first slash.</param>
    public static Task ServeAsync(Exchange exchange, string resource, string id, string rest)
    {
        var path = ProxyPath.Of(exchange.Request.Path, rest);
        var services = exchange.Services;
        switch (resource)
        {
            case "pods":
                return PassAsync(exchange, ProxyTargets.OfPod(services, exchange.Request.Namespace, id), path);
            case "services":
                return PassAsync(exchange, ProxyTargets.OfService(services, exchange.Request.Namespace, id), path);
            default:
                var (backend, node, address) = ProxyTargets.OfNode(services, id);
                return backend is not null ? PassAsync(exchange, backend, path) : KubeletAsync(exchange, node, address, path);
        }
    }

    private static Task PassAsync(Exchange exchange, ProxyBackend backend, ProxyPath path) => CommandServing.IsUpgrade(exchange.Http)
        ? ProxyUpgrade.RunAsync(exchange, backend, path)
        : ProxyForward.RunAsync(exchange, backend, path);

    private static Task KubeletAsync(Exchange exchange, string node, KubeletAddress address, ProxyPath path)
    {
        if (exchange.Services.Pods?.FindNode(node) is { } kubelet)
        {
            return KubeletApi.ServeAsync(exchange, kubelet, node, path);
        }

        throw CommandServing.IsUpgrade(exchange.Http)
            ? address.DialingFailed()
            : StatusDocument.ServiceUnavailable($"error trying to reach service: {address.Refused}").ToException();
    }
}
