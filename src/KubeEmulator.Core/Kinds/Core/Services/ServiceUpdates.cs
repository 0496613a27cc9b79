using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>What an update of a Service keeps or loses with its type. Upstream: <c>registry/core/service/{storage/storage.go,strategy.go}</c>.</summary>
internal static class ServiceUpdates
{
    /// <summary>Values that the server chose and that the client left out (patchAllocatedValues).</summary>
    public static MapValue PatchAllocated(MapValue spec, MapValue old)
    {
        if (NeedsClusterIp(spec) && NeedsClusterIp(old))
        {
            if (spec.StringOrEmpty("clusterIP").Length == 0)
            {
                spec = spec.WithOptional("clusterIP", old["clusterIP"]);
            }

            if (spec.List("clusterIPs") is not { Count: > 0 } && spec.StringOrEmpty("clusterIP") == old.StringOrEmpty("clusterIP"))
            {
                spec = spec.WithOptional("clusterIPs", old["clusterIPs"]);
            }
        }

        if (NeedsNodePort(spec) && NeedsNodePort(old))
        {
            spec = spec.EditMaps("ports", port => Assigned(port) ? port : KeepNodePort(spec, port, old));
        }

        return NeedsHealthCheckPort(spec) && NeedsHealthCheckPort(old) && (spec.Integer("healthCheckNodePort") ?? 0) == 0
            ? spec.WithOptional("healthCheckNodePort", old["healthCheckNodePort"])
            : spec;
    }

    /// <summary>Values that the new type has no use for, where the client left them as they were (dropTypeDependentFields).</summary>
    public static MapValue DropUnused(MapValue spec, MapValue old)
    {
        if (NeedsClusterIp(old) && !NeedsClusterIp(spec))
        {
            foreach (var member in (ReadOnlySpan<string>)["clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy"])
            {
                spec = Same(spec, old, member) ? spec.Without(member) : spec;
            }
        }

        if (NeedsNodePort(old) && !NeedsNodePort(spec) && SamePorts(spec, old))
        {
            spec = spec.EditMaps("ports", port => port.Without("nodePort"));
        }

        spec = Drop(spec, old, "healthCheckNodePort", NeedsHealthCheckPort);
        spec = Drop(spec, old, "allocateLoadBalancerNodePorts", IsLoadBalancer);
        spec = Drop(spec, old, "loadBalancerClass", IsLoadBalancer);
        return Drop(spec, old, "externalTrafficPolicy", IsExternal);
    }

    public static bool NeedsClusterIp(MapValue spec) => spec.StringOrEmpty("type") is "ClusterIP" or "NodePort" or "LoadBalancer";

    public static bool NeedsNodePort(MapValue spec) => spec.StringOrEmpty("type") switch
    {
        "NodePort" => true,
        "LoadBalancer" => spec.Bool("allocateLoadBalancerNodePorts") ?? true,
        _ => false,
    };

    public static bool NeedsHealthCheckPort(MapValue spec) => IsLoadBalancer(spec) && spec.StringOrEmpty("externalTrafficPolicy") == "Local";

    private static bool IsLoadBalancer(MapValue spec) => spec.StringOrEmpty("type") == "LoadBalancer";

    private static bool IsExternal(MapValue spec) => spec.StringOrEmpty("type") is "NodePort" or "LoadBalancer" || spec.List("externalIPs") is { Count: > 0 };

    private static MapValue Drop(MapValue spec, MapValue old, string member, Func<MapValue, bool> needed) =>
        needed(old) && !needed(spec) && Same(spec, old, member) ? spec.Without(member) : spec;

    private static bool Same(MapValue spec, MapValue old, string member) => SemanticEquality.Equal(spec[member], old[member]);

    private static bool SamePorts(MapValue spec, MapValue old) =>
        spec.Maps("ports").Select(p => p.Integer("nodePort") ?? 0).SequenceEqual(old.Maps("ports").Select(p => p.Integer("nodePort") ?? 0));

    private static bool Assigned(MapValue port) => (port.Integer("nodePort") ?? 0) != 0;

    // By port and protocol, unless another port of the update took it.
    private static MapValue KeepNodePort(MapValue spec, MapValue port, MapValue old)
    {
        var before = old.Maps("ports").FirstOrDefault(p => p.Integer("port") == port.Integer("port") && p.StringOrEmpty("protocol") == port.StringOrEmpty("protocol"));
        return before is not null && Assigned(before) && !spec.Maps("ports").Any(p => p.Integer("nodePort") == before.Integer("nodePort") && p.StringOrEmpty("protocol") == before.StringOrEmpty("protocol"))
            ? port.WithOptional("nodePort", before["nodePort"])
            : port;
    }
}
