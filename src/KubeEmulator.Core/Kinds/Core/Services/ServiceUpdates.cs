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

            if (spec.List("clusterIPs") is not { Count: > 0 })
            {
                spec = spec.WithOptional("clusterIPs", old["clusterIPs"]);
            }
        }

        if (Allocates(spec) && Allocates(old))
        {
            spec = KeepNodePorts(spec, old);
        }

        return NeedsHealthCheckPort(spec) && NeedsHealthCheckPort(old) && (spec.Integer("healthCheckNodePort") ?? 0) == 0
            ? spec.WithOptional("healthCheckNodePort", old["healthCheckNodePort"])
            : spec;
    }

    /// <summary>clusterIP and the first of clusterIPs are one value: a client may know only the former (normalizeClusterIPs).</summary>
    public static MapValue MirrorClusterIp(MapValue spec, MapValue? old)
    {
        var (one, many) = (spec.StringOrEmpty("clusterIP"), spec.List("clusterIPs") ?? ListValue.Empty);
        if (old is null)
        {
            return one.Length > 0 && many.Count == 0 ? spec.With("clusterIPs", ListValue.Of(one)) : spec;
        }

        var (oneBefore, manyBefore) = (old.StringOrEmpty("clusterIP"), old.List("clusterIPs") ?? ListValue.Empty);
        if (manyBefore.Count > 0 && many.Count == 0 && one == oneBefore)
        {
            return spec.With("clusterIPs", manyBefore);
        }

        return one == oneBefore || !many.Equals(manyBefore) ? spec
            : one.Length == 0 ? spec.Without("clusterIPs")
            : spec.With("clusterIPs", ListValue.Of(one));
    }

    /// <summary>Values that the new type has no use for, where the client left them as they were (dropTypeDependentFields).</summary>
    public static MapValue DropUnused(MapValue spec, MapValue old)
    {
        if (NeedsClusterIp(old) && !NeedsClusterIp(spec))
        {
            if (Same(spec, old, "clusterIP") && Same(spec, old, "clusterIPs"))
            {
                spec = spec.Without("clusterIP").Without("clusterIPs");
            }

            spec = Same(spec, old, "ipFamilies") ? spec.Without("ipFamilies") : spec;
            spec = Same(spec, old, "ipFamilyPolicy") ? spec.Without("ipFamilyPolicy") : spec;
        }

        // Ports may come and go as long as no new node port is among them.
        if (NeedsNodePort(old) && !NeedsNodePort(spec) && NodePorts(spec).All(NodePorts(old).ToHashSet().Contains))
        {
            spec = spec.EditMaps("ports", port => port.Without("nodePort"));
        }

        spec = Drop(spec, old, "healthCheckNodePort", NeedsHealthCheckPort);
        spec = Drop(spec, old, "allocateLoadBalancerNodePorts", IsLoadBalancer);
        spec = Drop(spec, old, "loadBalancerClass", IsLoadBalancer);
        return Drop(spec, old, "externalTrafficPolicy", IsExternal);
    }

    public static bool NeedsClusterIp(MapValue spec) => spec.StringOrEmpty("type") != "ExternalName";

    public static bool NeedsNodePort(MapValue spec) => spec.StringOrEmpty("type") is "NodePort" or "LoadBalancer";

    /// <summary>Whether ports that ask for no node port get one.</summary>
    public static bool Allocates(MapValue spec) => spec.StringOrEmpty("type") switch
    {
        "NodePort" => true,
        "LoadBalancer" => spec.Bool("allocateLoadBalancerNodePorts") ?? true,
        _ => false,
    };

    public static bool NeedsHealthCheckPort(MapValue spec) => IsLoadBalancer(spec) && spec.StringOrEmpty("externalTrafficPolicy") == "Local";

    /// <summary>Whether traffic from outside the cluster reaches the Service.</summary>
    public static bool IsExternal(MapValue spec) => NeedsNodePort(spec) || (spec.StringOrEmpty("type") == "ClusterIP" && spec.List("externalIPs") is { Count: > 0 });

    private static bool IsLoadBalancer(MapValue spec) => spec.StringOrEmpty("type") == "LoadBalancer";

    private static MapValue Drop(MapValue spec, MapValue old, string member, Func<MapValue, bool> needed) =>
        needed(old) && !needed(spec) && Same(spec, old, member) ? spec.Without(member) : spec;

    private static bool Same(MapValue spec, MapValue old, string member) => SemanticEquality.Equal(spec[member], old[member]);

    private static IEnumerable<long> NodePorts(MapValue spec) => spec.Maps("ports").Select(p => p.Integer("nodePort") ?? 0).Where(p => p != 0);

    // By the port's name, unless another port of the update took the number.
    private static MapValue KeepNodePorts(MapValue spec, MapValue old)
    {
        var used = NodePorts(spec).ToHashSet();
        return spec.EditMaps("ports", port =>
        {
            if ((port.Integer("nodePort") ?? 0) != 0)
            {
                return port;
            }

            var before = old.Maps("ports").LastOrDefault(p => p.StringOrEmpty("name") == port.StringOrEmpty("name"));
            return before?.Integer("nodePort") is { } number and not 0 && !used.Contains(number) ? port.With("nodePort", number) : port;
        });
    }
}
