using KubeEmulator.Objects;
using KubeEmulator.Storage;

namespace KubeEmulator.Scheduling;

/// <summary>Whether a node has enough left of what a pod asks for, and how much would be left; <c>plugins/noderesources/fit.go</c>.</summary>
internal sealed class NodeResourcesFitPlugin(PluginArguments arguments) : SchedulerPlugin
{
    private readonly (ResourceSlot Resource, long Weight)[] _scored = [.. arguments.ScoringResources.Select(r => (new ResourceSlot(r.Key), r.Value))];

    public override string Name => "NodeResourcesFit";

    public override ExtensionPoints Points => ExtensionPoints.Filter | ExtensionPoints.Score;

    public override IReadOnlyList<EventInterest> Events { get; } =
    [
        EventInterest.In("", "pods", ClusterEventAction.Delete | ClusterEventAction.UpdatePodScaleDown, FreesWhatIsAskedFor),
        EventInterest.In("", "nodes", ClusterEventAction.Add | ClusterEventAction.UpdateNodeAllocatable, NodeMayFit),
    ];

    public override PluginStatus Filter(SchedulingCycle cycle, SchedulingNode node)
    {
        var wanted = cycle.SchedulingPod.Requests;
        return Fits(wanted, node) ? PluginStatus.Success : Refusal(wanted, node.Pods.Count, node.Allocatable, node.Requested);
    }

    public override long Score(SchedulingCycle cycle, SchedulingNode node)
    {
        long sum = 0, weights = 0;
        var (asked, all) = (cycle.SchedulingPod.NonZeroRequests, node.Allocatable);
        foreach (ref readonly var scored in _scored.AsSpan())
        {
            ref readonly var resource = ref scored.Resource;
            var weight = scored.Weight;
            var wanted = asked.Of(resource);
            var allocatable = all.Of(resource);
            if (allocatable == 0 || (wanted == 0 && resource.IsScalar))
            {
                continue;
            }

            var counted = resource.Kind is ResourceKind.Cpu or ResourceKind.Memory ? node.NonZeroRequested : node.Requested;
            sum += ScoreOf(counted.Of(resource) + wanted, allocatable) * weight;
            weights += weight;
        }

        return weights == 0 ? 0 : sum / weights;
    }

    internal override void ScoreAll(SchedulingCycle cycle, SchedulingNode[] nodes, Span<long> scores)
    {
        for (var i = 0; i < nodes.Length; i++)
        {
            scores[i] = Score(cycle, nodes[i]);
        }
    }

    // Nearly every node fits on nearly every call, so that is decided without making lists.
    private static bool Fits(ResourceAmounts wanted, SchedulingNode node)
    {
        var (all, taken) = (node.Allocatable, node.Requested);
        if (node.PodCount + 1 > all.AllowedPods
            || (wanted.MilliCpu > 0 && wanted.MilliCpu > all.MilliCpu - taken.MilliCpu)
            || (wanted.Memory > 0 && wanted.Memory > all.Memory - taken.Memory)
            || (wanted.EphemeralStorage > 0 && wanted.EphemeralStorage > all.EphemeralStorage - taken.EphemeralStorage))
        {
            return false;
        }

        if (wanted.Scalars is null)
        {
            return true;
        }

        foreach (var (name, amount) in wanted.Scalars)
        {
            if (amount > 0 && amount > all.Of(name) - taken.Of(name))
            {
                return false;
            }
        }

        return true;
    }

    private static PluginStatus Refusal(ResourceAmounts wanted, int pods, ResourceAmounts all, ResourceAmounts taken)
    {
        var reasons = new List<string>();
        var hopeless = false;
        if (pods + 1 > all.AllowedPods)
        {
            reasons.Add("Too many pods");
        }

        foreach (var name in (IEnumerable<string>)["cpu", "memory", "ephemeral-storage", .. wanted.Scalars?.Keys ?? Enumerable.Empty<string>()])
        {
            var amount = wanted.Of(name);
            if (amount > 0 && amount > all.Of(name) - taken.Of(name))
            {
                reasons.Add($"Insufficient {name}");
                hopeless |= amount > all.Of(name);
            }
        }

        // More than the whole node has is not to be had by removing pods.
        return hopeless ? PluginStatus.Unresolvable(reasons) : PluginStatus.Unschedulable(reasons);
    }

    private long ScoreOf(long requested, long capacity) => arguments.ScoringStrategy == ScoringStrategy.MostAllocated
        ? NodeScores.Max * Math.Min(requested, capacity) / capacity
        : requested > capacity ? 0 : NodeScores.Max * (capacity - requested) / capacity;

    private static bool FreesWhatIsAskedFor(KubeObject pod, Change change)
    {
        var other = new PodView(change.Object);
        if (change.Type == ChangeType.Deleted)
        {
            return other.NodeName.Length > 0 || other.NominatedNodeName.Length > 0;
        }

        if (pod.Metadata.Uid == change.Object.Metadata.Uid)
        {
            return true;
        }

        if (other.NodeName.Length == 0 || change.Previous is null)
        {
            return false;
        }

        var wanted = ResourceAmounts.Requests(new PodView(pod), placed: false);
        var (before, after) = (ResourceAmounts.Requests(new PodView(change.Previous), placed: true), ResourceAmounts.Requests(other, placed: true));
        return ((IEnumerable<string>)["cpu", "memory", "ephemeral-storage", .. wanted.Scalars?.Keys ?? Enumerable.Empty<string>()])
            .Any(name => wanted.Of(name) > 0 && before.Of(name) > after.Of(name));
    }

    private static bool NodeMayFit(KubeObject pod, Change change)
    {
        var wanted = ResourceAmounts.Requests(new PodView(pod), placed: false);
        var after = new SchedulingNode(change.Object);
        if (!Fits(wanted, after))
        {
            return false;
        }

        return change.Previous is null
            || after.Allocatable.AllowedPods > ResourceAmounts.Allocatable(change.Previous).AllowedPods
            || ((IEnumerable<string>)["cpu", "memory", "ephemeral-storage", .. wanted.Scalars?.Keys ?? Enumerable.Empty<string>()])
                .Any(name => wanted.Of(name) > 0 && after.Allocatable.Of(name) > ResourceAmounts.Allocatable(change.Previous).Of(name));
    }
}
