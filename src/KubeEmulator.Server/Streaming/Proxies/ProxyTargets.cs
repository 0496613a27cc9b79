using System.Globalization;
using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Server.Streaming.Kubelets;
using KubeEmulator.Values;

namespace KubeEmulator.Server.Streaming.Proxies;

/// <summary>
/// Whom a proxy path means. Upstream: ResourceLocation in <c>pkg/registry/core/pod/strategy.go</c>, <c>node/strategy.go</c> and
/// <c>service/storage/storage.go</c>.
/// </summary>
internal static class ProxyTargets
{
    /// <summary>A pod's port, or its first declared one.</summary>
    /// <exception cref="ApiException">400: the name is wrong or the pod has no address; 404: there is no such pod.</exception>
    public static ProxyBackend OfPod(ClusterServices services, string @namespace, string id)
    {
        var (scheme, name, port) = Split(id, "pod");
        var pod = services.Api.Get(services.Catalog.Find("", "v1", "pods")!, @namespace, name);
        if (port.Length == 0)
        {
            var first = pod.Spec.Maps("containers").Select(c => c.Maps("ports").FirstOrDefault()).FirstOrDefault(p => p is not null);
            port = first?.Integer("containerPort")?.ToString(CultureInfo.InvariantCulture) ?? "";
        }

        var address = pod.Status.Maps("podIPs").FirstOrDefault()?.String("ip") ?? "";
        return ProxyBackend.IsAllowed(address)
            ? new ProxyBackend(scheme, address, port, services.Pods?.Find(pod))
            : throw StatusDocument.BadRequest("address not allowed").ToException();
    }

    /// <summary>One of a service's ready endpoints.</summary>
    /// <exception cref="ApiException">400: the name is wrong; 404: there is no such service; 503: it has no such port or no endpoints.</exception>
    public static ProxyBackend OfService(ClusterServices services, string @namespace, string id)
    {
        var (scheme, name, port) = Split(id, "service");
        if (long.TryParse(port, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            var service = services.Api.Get(services.Catalog.Find("", "v1", "services")!, @namespace, name);
            port = service.Spec.Maps("ports").FirstOrDefault(p => p.Integer("port") == number) is { } declared
                ? declared.StringOrEmpty("name")
                : throw StatusDocument.ServiceUnavailable($"no service port {number} found for service {GoText.Quote(name)}").ToException();
        }

        // Upstream asks its Endpoints store, whose refusal names the resource of the request.
        var endpoints = services.Store.Current.Get(new ObjectKey(new GroupResource("", "endpoints"), @namespace, name))
            ?? throw StatusDocument.NotFound(new GroupResource("", "services"), name).ToException();
        MapValue[] subsets = [.. endpoints.Root.Maps("subsets")];
        if (subsets.Length == 0)
        {
            throw StatusDocument.ServiceUnavailable($"no endpoints available for service {GoText.Quote(name)}").ToException();
        }

        var chance = services.Random.Next("service-proxy", $"{@namespace}/{name}");
        return Rotate(subsets, chance).Select(s => InSubset(services, @namespace, s, port, scheme, chance)).FirstOrDefault(b => b is not null)
            ?? throw StatusDocument.ServiceUnavailable($"no endpoints available for service {GoText.Quote(id)}").ToException();
    }

    /// <summary>A port of a node that is not its kubelet's; null for the kubelet.</summary>
    /// <exception cref="ApiException">400: the name or the node's address is wrong; 404: there is no such node.</exception>
    public static (ProxyBackend? Backend, string Node, KubeletAddress Address) OfNode(ClusterServices services, string id)
    {
        var (scheme, name, port) = Split(id, "node");
        var address = KubeletAddress.Of(services, name);
        if (!ProxyBackend.IsAllowed(address.Host))
        {
            throw StatusDocument.BadRequest("address not allowed").ToException();
        }

        return port.Length == 0 || port == address.Port.ToString(CultureInfo.InvariantCulture)
            ? (null, name, address)
            : (new ProxyBackend(scheme, address.Host, port, OnHost(services, name, port)), name, address);
    }

    // What listens on a node is a pod that shares the node's network.
    private static IPodSandbox? OnHost(ClusterServices services, string node, string port)
    {
        KubeObject[] pods = [.. services.Pods?.FindNode(node)?.Pods.Where(p => new PodView(p).HostNetwork) ?? []];
        var owner = pods.FirstOrDefault(p => p.Spec.Maps("containers").Any(c => c.Maps("ports").Any(o => o.Integer("containerPort")?.ToString(CultureInfo.InvariantCulture) == port))) ?? pods.FirstOrDefault();
        return owner is null ? null : services.Pods!.Find(owner);
    }

    // Only addresses of pods of the namespace that still have them are proxied to.
    private static ProxyBackend? InSubset(ClusterServices services, string @namespace, MapValue subset, string port, string scheme, ulong chance)
    {
        if (subset.Maps("ports").FirstOrDefault(p => p.StringOrEmpty("name") == port)?.Integer("port") is not { } number)
        {
            return null;
        }

        foreach (var address in Rotate([.. subset.Maps("addresses")], chance))
        {
            var ip = address.StringOrEmpty("ip");
            if (address.Map("targetRef") is { } target
                && target.StringOrEmpty("namespace") == @namespace
                && services.Store.Current.Get(new ObjectKey(new GroupResource("", "pods"), @namespace, target.StringOrEmpty("name"))) is { } pod
                && pod.Status.Maps("podIPs").Any(i => i.String("ip") == ip))
            {
                return new ProxyBackend(scheme, ip, number.ToString(CultureInfo.InvariantCulture), services.Pods?.Find(pod));
            }
        }

        return null;
    }

    private static IEnumerable<MapValue> Rotate(MapValue[] values, ulong chance)
    {
        for (var i = 0; i < values.Length; i++)
        {
            yield return values[(int)((chance + (ulong)i) % (ulong)values.Length)];
        }
    }

    private static (string Scheme, string Name, string Port) Split(string id, string what) => SchemeNamePort.Parse(id) is var (scheme, name, port)
        ? (scheme, name, port)
        : throw StatusDocument.BadRequest($"invalid {what} request {GoText.Quote(id)}").ToException();
}
