using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Scheduling;

/// <summary>
/// The pools of a cluster's ResourceSlices as one node sees them; dynamic-resource-allocation's
/// <c>structured/internal/stable/pools_stable.go</c>. Devices that share counters, and those that the driver must confirm before a pod
/// is bound, are left out: choosing them is not simulated.
/// </summary>
internal static class DevicePools
{
    public static IReadOnlyList<DevicePool> For(IReadOnlyList<KubeObject> slices, NodeView node)
    {
        var pools = new List<DevicePool>();
        foreach (var pool in slices.GroupBy(s => (Driver: s.Spec.StringOrEmpty("driver"), Pool: s.Spec.StringAt("pool", "name") ?? "")))
        {
            var newest = pool.Max(Generation);
            KubeObject[] current = [.. pool.Where(s => Generation(s) == newest)];
            KubeObject[] reachable = [.. current.Where(s => Reaches(s, node))];
            if (reachable.Length == 0)
            {
                continue;
            }

            PoolDevice[] devices = [.. reachable.SelectMany(slice => Devices(slice, node, pool.Key.Driver, pool.Key.Pool))];
            pools.Add(new DevicePool(
                pool.Key.Driver,
                pool.Key.Pool,
                current.Length == (current[0].Spec.Map("pool")?.Integer("resourceSliceCount") ?? 0),
                reachable.SelectMany(s => s.Spec.Maps("devices")).GroupBy(d => d.StringOrEmpty("name")).All(g => g.Count() == 1),
                devices));
        }

        return pools;
    }

    private static long Generation(KubeObject slice) => slice.Spec.Map("pool")?.Integer("generation") ?? 0;

    private static bool Reaches(KubeObject slice, NodeView node) => slice.Spec.Bool("perDeviceNodeSelection") == true
        ? slice.Spec.Maps("devices").Any(device => Matches(device, node))
        : Matches(slice.Spec, node);

    private static IEnumerable<PoolDevice> Devices(KubeObject slice, NodeView node, string driver, string pool)
    {
        var perDevice = slice.Spec.Bool("perDeviceNodeSelection") == true;
        return slice.Spec.Maps("devices")
            .Where(device => (!perDevice || Matches(device, node)) && device.List("consumesCounters") is not { Count: > 0 } && device.List("bindingConditions") is not { Count: > 0 })
            .Select(device => new PoolDevice(new DeviceId(driver, pool, device.StringOrEmpty("name")), device, slice));
    }

    private static bool Matches(MapValue where, NodeView node) => where.String("nodeName") is { Length: > 0 } name ? name == node.Name
        : where.Bool("allNodes") == true || (where.Map("nodeSelector") is { } selector && NodeSelectors.Matches(selector, node));
}
