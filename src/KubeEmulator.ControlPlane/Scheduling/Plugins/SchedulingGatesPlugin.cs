using KubeEmulator.Objects;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Scheduling;

/// <summary>Keeps pods with scheduling gates out of the queue; <c>plugins/schedulinggates</c>.</summary>
internal sealed class SchedulingGatesPlugin : SchedulerPlugin
{
    public override string Name => "SchedulingGates";

    public override ExtensionPoints Points => ExtensionPoints.PreEnqueue;

    public override IReadOnlyList<EventInterest> Events { get; } =
        [EventInterest.In("", "pods", ClusterEventAction.UpdatePodSchedulingGatesEliminated, (pod, change) => change.Object.Metadata.Uid == pod.Metadata.Uid)];

    public override PluginStatus PreEnqueue(KubeObject pod, Snapshot snapshot) => pod.Spec.List("schedulingGates") is { Count: > 0 } gates
        ? PluginStatus.Unresolvable($"waiting for scheduling gates: [{string.Join(' ', gates.OfType<MapValue>().Select(g => g.StringOrEmpty("name")))}]")
        : PluginStatus.Success;
}
