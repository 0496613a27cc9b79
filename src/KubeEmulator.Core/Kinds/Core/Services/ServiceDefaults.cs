using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Defaults of Services. Upstream: <c>SetDefaults_Service</c> in <c>pkg/apis/core/v1/defaults.go</c>.</summary>
internal static class ServiceDefaults
{
    public static MapValue Spec(MapValue spec)
    {
        spec = spec.StringOrEmpty("sessionAffinity").Length == 0 ? spec.With("sessionAffinity", "None") : spec;
        spec = spec.StringOrEmpty("sessionAffinity") switch
        {
            "None" => spec.Without("sessionAffinityConfig"),
            "ClientIP" when spec.At("sessionAffinityConfig", "clientIP", "timeoutSeconds").IsNullOrAbsent() => spec.With("sessionAffinityConfig", MapValue.Of(("clientIP", MapValue.Of(("timeoutSeconds", 10800))))),
            _ => spec,
        };
        spec = spec.StringOrEmpty("type").Length == 0 ? spec.With("type", "ClusterIP") : spec;
        spec = spec.EditMaps("ports", Port);
        var type = spec.StringOrEmpty("type");
        var external = type is "NodePort" or "LoadBalancer" || (type == "ClusterIP" && spec.List("externalIPs") is { Count: > 0 });
        if (external && spec.StringOrEmpty("externalTrafficPolicy").Length == 0)
        {
            spec = spec.With("externalTrafficPolicy", "Cluster");
        }

        if (type is "ClusterIP" or "NodePort" or "LoadBalancer")
        {
            spec = spec.WithDefault("internalTrafficPolicy", "Cluster");
        }

        return type == "LoadBalancer" ? spec.WithDefault("allocateLoadBalancerNodePorts", true) : spec;
    }

    public static MapValue LoadBalancerStatus(MapValue status) => status.EditMap("loadBalancer", balancer => balancer.EditMaps("ingress", ingress =>
        ingress.StringOrEmpty("ip").Length > 0 ? ingress.WithDefault("ipMode", "VIP") : ingress));

    private static MapValue Port(MapValue port)
    {
        port = port.StringOrEmpty("protocol").Length == 0 ? port.With("protocol", "TCP") : port;
        var target = port["targetPort"];
        var unset = target.IsNullOrAbsent() || target is StringValue { Text: "" } || (target is NumberValue number && number.TryGetInt64(out var n) && n == 0);
        return unset && port["port"] is { } own ? port.With("targetPort", own) : port;
    }
}
