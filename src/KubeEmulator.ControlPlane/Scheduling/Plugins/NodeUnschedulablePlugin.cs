using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Scheduling;

/// <summary>Keeps pods off cordoned nodes unless they tolerate it; <c>plugins/nodeunschedulable</c>.</summary>
internal sealed class NodeUnschedulablePlugin : SchedulerPlugin
{
    private static readonly PluginStatus Refused = PluginStatus.Unresolvable("node(s) were unschedulable");
    private static readonly TaintView Taint = new(MapValue.Of(("key", WellKnownLabels.TaintUnschedulable), ("effect", "NoSchedule")));

    public override string Name => "NodeUnschedulable";

    public override ExtensionPoints Points => ExtensionPoints.Filter;

    public override IReadOnlyList<EventInterest> Events { get; } =
    [
        EventInterest.In("", "nodes", ClusterEventAction.Add | ClusterEventAction.UpdateNodeTaint, (_, change) =>
            !new NodeView(change.Object).Unschedulable && (change.Previous is null || new NodeView(change.Previous).Unschedulable)),
        EventInterest.In("", "pods", ClusterEventAction.UpdatePodToleration, (pod, change) =>
            change.Object.Metadata.Uid == pod.Metadata.Uid && Tolerations.Tolerates(new PodView(change.Object), Taint)),
    ];

    public override PluginStatus Filter(SchedulingCycle cycle, SchedulingNode node) =>
        !node.Unschedulable || cycle.SchedulingPod.Tolerates(Taint) ? PluginStatus.Success : Refused;
}
