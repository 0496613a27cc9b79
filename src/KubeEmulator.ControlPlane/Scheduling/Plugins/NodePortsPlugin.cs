using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Scheduling;

/// <summary>Keeps pods off nodes where a host port they want is taken; <c>plugins/nodeports</c>.</summary>
internal sealed class NodePortsPlugin : SchedulerPlugin
{
    private static readonly PluginStatus Refused = PluginStatus.Unschedulable("node(s) didn't have free ports for the requested pod ports");

    public override string Name => "NodePorts";

    public override ExtensionPoints Points => ExtensionPoints.PreFilter | ExtensionPoints.Filter;

    public override IReadOnlyList<EventInterest> Events { get; } =
    [
        EventInterest.In("", "pods", ClusterEventAction.Delete, (pod, change) =>
            change.Object.Spec.StringOrEmpty("nodeName").Length > 0
            && HostPorts.AnyConflict([.. HostPorts.Of(new PodView(pod))], [.. HostPorts.Of(new PodView(change.Object))])),
        EventInterest.In("", "nodes", ClusterEventAction.Add),
    ];

    public override PreFilterResult PreFilter(SchedulingCycle cycle) =>
        cycle.SchedulingPod.HostPorts.Count == 0 ? PreFilterResult.Skip : PreFilterResult.AllNodes;

    public override PluginStatus Filter(SchedulingCycle cycle, SchedulingNode node) =>
        HostPorts.AnyConflict(cycle.SchedulingPod.HostPorts, node.UsedPorts) ? Refused : PluginStatus.Success;
}
