namespace KubeEmulator.Scheduling;

/// <summary>Prefers nodes whose resources are used in equal shares; <c>plugins/noderesources/balanced_allocation.go</c>.</summary>
internal sealed class BalancedAllocationPlugin(PluginArguments arguments) : SchedulerPlugin
{
    private readonly ResourceSlot[] _resources = [.. arguments.ScoringResources.Select(r => new ResourceSlot(r.Key))];

    public override string Name => "NodeResourcesBalancedAllocation";

    public override ExtensionPoints Points => ExtensionPoints.PreScore | ExtensionPoints.Score;

    public override IReadOnlyList<EventInterest> Events => [];

    /// <summary>A pod that asks for nothing changes no balance.</summary>
    public override PluginStatus PreScore(SchedulingCycle cycle, IReadOnlyList<SchedulingNode> nodes)
    {
        foreach (var resource in _resources)
        {
            if (cycle.SchedulingPod.Requests.Of(resource) != 0)
            {
                return PluginStatus.Success;
            }
        }

        return PluginStatus.Skip;
    }

    /// <summary>How balanced the node is with the pod, against without: 75 where the pod changes nothing, less where it tips the scales.</summary>
    public override long Score(SchedulingCycle cycle, SchedulingNode node)
    {
        const long half = NodeScores.Max / 2;
        var (asked, all, taken) = (cycle.SchedulingPod.Requests, node.Allocatable, node.Requested);
        var with = Balance(asked, all, taken, 1);
        var without = Balance(asked, all, taken, 0);
        return half + ((half + with - without) / 2);
    }

    internal override void ScoreAll(SchedulingCycle cycle, SchedulingNode[] nodes, Span<long> scores)
    {
        for (var i = 0; i < nodes.Length; i++)
        {
            scores[i] = Score(cycle, nodes[i]);
        }
    }

    private long Balance(ResourceAmounts asked, ResourceAmounts all, ResourceAmounts taken, int pods)
    {
        Span<double> shares = stackalloc double[Math.Min(_resources.Length, 64)];
        var count = 0;
        foreach (ref readonly var resource in _resources.AsSpan())
        {
            var wanted = asked.Of(resource);
            var allocatable = all.Of(resource);
            if (allocatable != 0 && count < shares.Length && (wanted != 0 || !resource.IsScalar))
            {
                shares[count++] = Math.Min((taken.Of(resource) + (pods * wanted)) / (double)allocatable, 1);
            }
        }

        return (long)((1 - Deviation(shares[..count])) * NodeScores.Max);
    }

    private static double Deviation(ReadOnlySpan<double> shares)
    {
        if (shares.Length < 2)
        {
            return 0;
        }

        if (shares.Length == 2)
        {
            return Math.Abs((shares[0] - shares[1]) / 2);
        }

        double sum = 0, squares = 0;
        foreach (var share in shares)
        {
            sum += share;
        }

        var mean = sum / shares.Length;
        foreach (var share in shares)
        {
            squares += (share - mean) * (share - mean);
        }

        return Math.Sqrt(squares / shares.Length);
    }
}
