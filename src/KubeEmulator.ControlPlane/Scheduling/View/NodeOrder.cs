using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Scheduling;

/// <summary>
/// The order in which nodes are looked at: by name within a zone, one of each zone in turn, so that a sample has nodes of all zones;
/// kube-scheduler's <c>backend/cache/node_tree.go</c>. It follows from the nodes alone, not from when they came.
/// </summary>
internal static class NodeOrder
{
    private const string OldZone = "failure-domain.beta.kubernetes.io/zone";
    private const string OldRegion = "failure-domain.beta.kubernetes.io/region";

    public static SchedulingNode[] Of(IEnumerable<SchedulingNode> nodes)
    {
        var zones = nodes.GroupBy(Zone, StringComparer.Ordinal)
            .OrderBy(zone => zone.Key, StringComparer.Ordinal)
            .Select(zone => zone.OrderBy(node => node.Name, StringComparer.Ordinal).ToArray())
            .ToArray();
        var ordered = new List<SchedulingNode>(zones.Sum(zone => zone.Length));
        for (var i = 0; ordered.Count < ordered.Capacity; i++)
        {
            foreach (var zone in zones)
            {
                if (i < zone.Length)
                {
                    ordered.Add(zone[i]);
                }
            }
        }

        return [.. ordered];
    }

    /// <summary>A node's region and zone as one text; empty where it has neither (component-helpers' <c>node/topology</c>, GetZoneKey).</summary>
    public static string Zone(SchedulingNode node)
    {
        var region = node.Labels.String(WellKnownLabels.Region) ?? node.Labels.String(OldRegion) ?? "";
        var zone = node.Labels.String(WellKnownLabels.Zone) ?? node.Labels.String(OldZone) ?? "";
        return region.Length + zone.Length == 0 ? "" : $"{region}:\0:{zone}";
    }
}
