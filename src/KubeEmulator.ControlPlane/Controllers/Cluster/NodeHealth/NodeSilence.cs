using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>What becomes of nodes that have not been heard of; <c>pkg/controller/nodelifecycle/node_lifecycle_controller.go</c>. Pure.</summary>
internal static class NodeSilence
{
    private const string ExcludedLabel = "node.kubernetes.io/exclude-disruption";
    private const int LargeZone = 50;
    private const double UnhealthyShare = 0.55;
    private static readonly string[] Watched = ["Ready", "MemoryPressure", "DiskPressure", "PIDPressure"];

    /// <summary>How long a node may be silent that has never said it is ready.</summary>
    public static readonly TimeSpan StartupGrace = TimeSpan.FromMinutes(1);

    /// <summary>The status of a node that has been silent for too long: nothing is known about it.</summary>
    public static MapValue Unknown(KubeObject node, DateTimeOffset now)
    {
        var status = node.Status;
        Value born = node.Metadata.CreationTimestamp ?? KubeTime.Format(now);
        foreach (var type in Watched)
        {
            var condition = Conditions.Find(status, type);
            if (condition is null)
            {
                status = Conditions.Set(status, Condition(type, "NodeStatusNeverUpdated", "Kubelet never posted node status.", born, now), now);
            }
            else if (condition.String("status") != "Unknown")
            {
                status = Conditions.Set(status, Condition(type, "NodeStatusUnknown", "Kubelet stopped posting node status.", condition["lastHeartbeatTime"] ?? born, now), now);
            }
        }

        return status;
    }

    /// <summary>Whether every node (but those that do not count) is not ready: then the fault is probably not theirs, and no pod has to leave.</summary>
    public static bool AllDown(IEnumerable<KubeObject> nodes)
    {
        var any = false;
        foreach (var node in nodes.Where(Counts))
        {
            // Asked for each node that is not ready; most of the time the first that is answers it.
            if (NodeTaints.ReadyStatus(node) == "True")
            {
                return false;
            }

            any = true;
        }

        return any;
    }

    /// <summary>Whether so many nodes of a small zone are down that no further pod has to leave.</summary>
    public static bool ZoneDegraded(IEnumerable<KubeObject> nodes, KubeObject node)
    {
        var zone = Zone(node);
        KubeObject[] counted = [.. nodes.Where(n => Counts(n) && Zone(n) == zone)];
        var down = counted.Count(n => NodeTaints.ReadyStatus(n) != "True");
        return down > 2 && down < counted.Length && (double)down / counted.Length >= UnhealthyShare && counted.Length <= LargeZone;
    }

    private static bool Counts(KubeObject node) => !node.Metadata.Labels.ContainsKey(ExcludedLabel);

    private static string Zone(KubeObject node) => $"{node.Metadata.Labels.String(WellKnownLabels.Region)}/{node.Metadata.Labels.String(WellKnownLabels.Zone)}";

    private static MapValue Condition(string type, string reason, string message, Value heartbeat, DateTimeOffset now) => MapValue.Of(
        ("type", type),
        ("status", "Unknown"),
        ("lastHeartbeatTime", heartbeat),
        ("lastTransitionTime", KubeTime.Format(now)),
        ("reason", reason),
        ("message", message));
}
