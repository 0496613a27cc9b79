using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>What to say about Services that ask for what is ignored or going. Upstream: <c>pkg/api/service/warnings.go</c>.</summary>
internal static class ServiceWarnings
{
    private static readonly FieldPath Spec = FieldPath.Of("spec");

    public static void Check(MapValue document, Action<string> warn)
    {
        var spec = document.Map("spec") ?? MapValue.Empty;
        var (type, external) = (spec.StringOrEmpty("type"), spec.List("externalIPs") is { Count: > 0 });
        if (document.StringAt("metadata", "annotations", "service.kubernetes.io/topology-aware-hints") is not null)
        {
            warn("annotation service.kubernetes.io/topology-aware-hints is deprecated, please use service.kubernetes.io/topology-mode instead");
        }

        if (spec.StringOrEmpty("clusterIP") is not ("" or "None"))
        {
            Addresses(Spec.Child("clusterIPs"), spec.Strings("clusterIPs"), warn);
        }

        var headless = type == "ClusterIP" && spec.StringOrEmpty("clusterIP") == "None";
        if (headless)
        {
            Headless(spec, external, warn);
        }

        Addresses(Spec.Child("externalIPs"), spec.Strings("externalIPs"), warn);
        if (external && !headless && type != "ExternalName")
        {
            warn("spec.externalIPs is deprecated and may no longer be implemented in some clusters");
        }

        if (spec.StringOrEmpty("loadBalancerIP") is { Length: > 0 } balancer && IpRules.WarnIp(Spec.Child("loadBalancerIP"), balancer) is { } warning)
        {
            warn(warning);
        }

        var index = 0;
        foreach (var range in spec.Strings("loadBalancerSourceRanges"))
        {
            foreach (var text in IpRules.WarnCidr(Spec.Child("loadBalancerSourceRanges").Index(index++), range))
            {
                warn(text);
            }
        }

        Ignored(spec, type, external, warn);
    }

    private static void Headless(MapValue spec, bool external, Action<string> warn)
    {
        if (spec.StringOrEmpty("loadBalancerIP").Length > 0)
        {
            warn("spec.loadBalancerIP is ignored for headless services");
        }

        if (external)
        {
            warn("spec.externalIPs is ignored for headless services");
        }

        if (spec.StringOrEmpty("sessionAffinity") != "None")
        {
            warn("spec.SessionAffinity is ignored for headless services");
        }
    }

    private static void Ignored(MapValue spec, string type, bool external, Action<string> warn)
    {
        if (type == "ExternalName" && external)
        {
            warn("spec.externalIPs is ignored when spec.type is \"ExternalName\"");
        }

        if (type != "ExternalName" && spec.StringOrEmpty("externalName").Length > 0)
        {
            warn("spec.externalName is ignored when spec.type is not \"ExternalName\"");
        }

        if (spec.StringOrEmpty("trafficDistribution") == "PreferClose")
        {
            warn("spec.trafficDistribution: \"PreferClose\" is deprecated; use \"PreferSameZone\"");
        }
    }

    private static void Addresses(FieldPath path, IEnumerable<string> addresses, Action<string> warn)
    {
        var index = 0;
        foreach (var address in addresses)
        {
            if (IpRules.WarnIp(path.Index(index++), address) is { } warning)
            {
                warn(warning);
            }
        }
    }
}
