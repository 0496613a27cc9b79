using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>
/// The taints that a node's conditions and its <c>unschedulable</c> call for;
/// <c>pkg/controller/nodelifecycle/node_lifecycle_controller.go</c>. Pure.
/// </summary>
internal static class NodeTaints
{
    private const string NoSchedule = "NoSchedule";
    private const string NoExecute = "NoExecute";

    private static readonly (string Condition, string Status, string Key)[] ByCondition =
    [
        ("Ready", "False", WellKnownLabels.TaintNotReady),
        ("Ready", "Unknown", WellKnownLabels.TaintUnreachable),
        ("MemoryPressure", "True", WellKnownLabels.TaintMemoryPressure),
        ("DiskPressure", "True", WellKnownLabels.TaintDiskPressure),
        ("NetworkUnavailable", "True", WellKnownLabels.TaintNetworkUnavailable),
        ("PIDPressure", "True", WellKnownLabels.TaintPidPressure),
    ];

    /// <summary>The node's taints as they should be.</summary>
    /// <param name="node">The node.</param>
    /// <param name="evicts">Whether pods are to leave a node that is not ready; null leaves that as it is.</param>
    /// <param name="now">When added taints are added.</param>
    public static ListValue Wanted(KubeObject node, bool? evicts, DateTimeOffset now)
    {
        var wanted = NoScheduleKeys(node).Select(key => (Key: key, Effect: NoSchedule)).ToHashSet();
        var current = node.Spec.Maps("taints").Select(t => (Key: t.StringOrEmpty("key"), Effect: t.StringOrEmpty("effect"))).ToHashSet();
        if (evicts == true)
        {
            wanted.Add((ReadyStatus(node) == "Unknown" ? WellKnownLabels.TaintUnreachable : WellKnownLabels.TaintNotReady, NoExecute));
        }
        else if (evicts is null)
        {
            wanted.UnionWith(current.Where(t => t.Effect == NoExecute));
        }

        var kept = node.Spec.Maps("taints").Where(t => !IsOwn(t) || wanted.Contains((t.StringOrEmpty("key"), t.StringOrEmpty("effect")))).Cast<Value>();
        var added = wanted.Where(t => !current.Contains(t)).OrderBy(t => t.Key, StringComparer.Ordinal)
            .Select(t => (Value)MapValue.Of(("key", t.Key), ("effect", t.Effect), ("timeAdded", KubeTime.Format(now))));
        return ListValue.From([.. kept, .. added]);
    }

    /// <summary>The taints for which pods have to leave.</summary>
    public static IReadOnlyList<TaintView> Evicting(KubeObject node) => [.. new NodeView(node).Taints.Where(t => t.Effect == NoExecute)];

    /// <summary>The status of the node's Ready condition; null where it has none.</summary>
    public static string? ReadyStatus(KubeObject node) => Conditions.Find(node.Status, "Ready")?.String("status");

    private static IEnumerable<string> NoScheduleKeys(KubeObject node)
    {
        foreach (var (condition, status, key) in ByCondition)
        {
            if (Conditions.Find(node.Status, condition)?.String("status") == status)
            {
                yield return key;
            }
        }

        if (new NodeView(node).Unschedulable)
        {
            yield return WellKnownLabels.TaintUnschedulable;
        }
    }

    private static bool IsOwn(MapValue taint)
    {
        var key = taint.String("key");
        return taint.String("effect") switch
        {
            NoSchedule => key == WellKnownLabels.TaintUnschedulable || ByCondition.Any(c => c.Key == key),
            NoExecute => key is WellKnownLabels.TaintNotReady or WellKnownLabels.TaintUnreachable,
            _ => false,
        };
    }
}
