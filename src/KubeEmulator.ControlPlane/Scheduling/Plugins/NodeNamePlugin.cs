namespace KubeEmulator.Scheduling;

/// <summary>A pod that names its node goes nowhere else; <c>plugins/nodename</c>.</summary>
internal sealed class NodeNamePlugin : SchedulerPlugin
{
    public override string Name => "NodeName";

    public override ExtensionPoints Points => ExtensionPoints.PreFilter | ExtensionPoints.Filter;

    public override IReadOnlyList<EventInterest> Events { get; } = [EventInterest.In("", "nodes", ClusterEventAction.Add)];

    /// <summary>Hardly any pod that needs scheduling names a node.</summary>
    public override PreFilterResult PreFilter(SchedulingCycle cycle) => cycle.SchedulingPod.View.NodeName.Length == 0 ? PreFilterResult.Skip : PreFilterResult.AllNodes;

    public override PluginStatus Filter(SchedulingCycle cycle, SchedulingNode node)
    {
        var wanted = cycle.SchedulingPod.View.NodeName;
        return wanted.Length == 0 || wanted == node.Name ? PluginStatus.Success : PluginStatus.Unresolvable("node(s) didn't match the requested node name");
    }
}
