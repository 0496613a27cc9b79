using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Scheduling;

/// <summary>
/// The pools of a cluster's ResourceSlices, and what each node sees of them; dynamic-resource-allocation's
/// <c>structured/internal/stable/pools_stable.go</c>. Devices that share counters, and those that the driver must confirm before a pod
/// is bound, are left out: choosing them is not simulated.
/// </summary>
internal sealed class DevicePools
{
    public static readonly DevicePools None = new([]);

    // Most pools are one node's, so a node need not look at those of all others.
    private readonly Dictionary<string, List<Pool>> _byNode = new(StringComparer.Ordinal);
    private readonly List<Pool> _shared = [];

    public DevicePools(IEnumerable<KubeObject> slices)
    {
        foreach (var group in slices.GroupBy(s => (Driver: s.Spec.StringOrEmpty("driver"), Name: s.Spec.StringAt("pool", "name") ?? "")))
        {
            // Only the newest generation counts.
            var newest = group.Max(Generation);
            KubeObject[] current = [.. group.Where(s => Generation(s) == newest)];
            var isComplete = current.Length == (current[0].Spec.Map("pool")?.Integer("resourceSliceCount") ?? 0);
            var pool = new Pool(group.Key.Driver, group.Key.Name, isComplete, current);
            foreach (var node in current.Select(s => s.Spec.StringOrEmpty("nodeName")).Distinct())
            {
                if (node.Length == 0)
                {
                    _shared.Add(pool);
                }
                else if (_byNode.TryGetValue(node, out var pools))
                {
                    pools.Add(pool);
                }
                else
                {
                    _byNode[node] = [pool];
                }
            }
        }
    }

    /// <summary>The pools with devices for a node.</summary>
    public IReadOnlyList<DevicePool> For(NodeView node) =>
        [.. (_byNode.GetValueOrDefault(node.Name) ?? []).Union(_shared).Select(pool => For(pool, node)).OfType<DevicePool>()];

    private static DevicePool? For(Pool pool, NodeView node)
    {
        KubeObject[] reachable = [.. pool.Slices.Where(s => Reaches(s, node))];
        if (reachable.Length == 0)
        {
            return null;
        }

        var isValid = reachable.SelectMany(s => s.Spec.Maps("devices")).GroupBy(d => d.StringOrEmpty("name")).All(g => g.Count() == 1);
        return new DevicePool(pool.Driver, pool.Name, pool.IsComplete, isValid, [.. reachable.SelectMany(slice => Devices(slice, node, pool))]);
    }

    private static long Generation(KubeObject slice) => slice.Spec.Map("pool")?.Integer("generation") ?? 0;

    private static bool Reaches(KubeObject slice, NodeView node) => slice.Spec.Bool("perDeviceNodeSelection") == true
        ? slice.Spec.Maps("devices").Any(device => Matches(device, node))
        : Matches(slice.Spec, node);

    private static IEnumerable<PoolDevice> Devices(KubeObject slice, NodeView node, Pool pool)
    {
        var perDevice = slice.Spec.Bool("perDeviceNodeSelection") == true;
        return slice.Spec.Maps("devices")
            .Where(device => (!perDevice || Matches(device, node)) && device.List("consumesCounters") is not { Count: > 0 } && device.List("bindingConditions") is not { Count: > 0 })
            .Select(device => new PoolDevice(new DeviceId(pool.Driver, pool.Name, device.StringOrEmpty("name")), device, slice));
    }

    private static bool Matches(MapValue where, NodeView node) => where.String("nodeName") is { Length: > 0 } name ? name == node.Name
        : where.Bool("allNodes") == true || (where.Map("nodeSelector") is { } selector && NodeSelectors.Matches(selector, node));

    private sealed record Pool(string Driver, string Name, bool IsComplete, KubeObject[] Slices);
}
