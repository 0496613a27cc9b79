using KubeEmulator.Rules;

namespace KubeEmulator.Scheduling;

/// <summary>
/// Affinity and anti-affinity to pods already there, and theirs to the new one; <c>plugins/interpodaffinity</c>. What upstream counts
/// by walking all pods comes from counts that the view keeps: by term for what existing pods ask, by selector for what the new one asks.
/// </summary>
internal sealed class InterPodAffinityPlugin(PluginArguments arguments) : SchedulerPlugin
{
    private static readonly PluginStatus NotNear = PluginStatus.Unresolvable("node(s) didn't match pod affinity rules");
    private static readonly PluginStatus TooNear = PluginStatus.Unschedulable("node(s) didn't match pod anti-affinity rules");
    private static readonly PluginStatus NotWanted = PluginStatus.Unschedulable("node(s) didn't satisfy existing pods anti-affinity rules");

    public override string Name => "InterPodAffinity";

    public override ExtensionPoints Points => ExtensionPoints.PreFilter | ExtensionPoints.Filter | ExtensionPoints.PreScore | ExtensionPoints.Score;

    public override IReadOnlyList<EventInterest> Events { get; } =
    [
        EventInterest.In("", "pods", ClusterEventAction.Add | ClusterEventAction.Delete | ClusterEventAction.UpdatePodLabel, AffinityHints.PodMatters),
        EventInterest.In("", "nodes", ClusterEventAction.Add | ClusterEventAction.UpdateNodeLabel, AffinityHints.NodeMatters),
    ];

    public override PreFilterResult PreFilter(SchedulingCycle cycle)
    {
        var (view, pod) = (cycle.View, cycle.SchedulingPod);
        var existing = new PlaceCounts();
        foreach (var held in view.RequiredAntiAffinity.Of(pod))
        {
            if (view.Means(held.Term, pod))
            {
                Count(view, existing, held.Term.TopologyKey, held.Nodes, 1);
            }
        }

        if (existing.IsEmpty && pod.RequiredAffinity.Length == 0 && pod.RequiredAntiAffinity.Length == 0)
        {
            return PreFilterResult.Skip;
        }

        var (affinity, antiAffinity) = (new PlaceCounts(), new PlaceCounts());
        if (pod.RequiredAffinity.Length > 0)
        {
            var meant = view.Tallies.Meant(pod.RequiredAffinity).ByNode;
            foreach (var term in pod.RequiredAffinity)
            {
                Count(view, affinity, term.TopologyKey, meant, 1);
            }
        }

        foreach (var term in pod.RequiredAntiAffinity)
        {
            Count(view, antiAffinity, term.TopologyKey, view.Tallies.Meant([term]).ByNode, 1);
        }

        cycle.Set(this, new AffinityFilterState(existing, affinity, antiAffinity));
        return PreFilterResult.AllNodes;
    }

    public override void AddPod(SchedulingCycle cycle, SchedulingPod added, SchedulingNode node) => Change(cycle, added, node, 1);

    public override void RemovePod(SchedulingCycle cycle, SchedulingPod removed, SchedulingNode node) => Change(cycle, removed, node, -1);

    public override PluginStatus Filter(SchedulingCycle cycle, SchedulingNode node)
    {
        if (cycle.Get<AffinityFilterState>(this) is not { } state)
        {
            return PluginStatus.Success;
        }

        return !IsNear(cycle, state, node) ? NotNear
            : IsTooNear(cycle.SchedulingPod, state, node) ? TooNear
            : state.Existing.AnyAt(node) ? NotWanted
            : PluginStatus.Success;
    }

    public override PluginStatus PreScore(SchedulingCycle cycle, IReadOnlyList<SchedulingNode> nodes)
    {
        var (view, pod) = (cycle.View, cycle.SchedulingPod);
        var worth = new PlaceCounts();
        foreach (var term in pod.PreferredAffinity)
        {
            Count(view, worth, term.TopologyKey, view.Tallies.Meant([term]).ByNode, term.Weight);
        }

        foreach (var term in pod.PreferredAntiAffinity)
        {
            Count(view, worth, term.TopologyKey, view.Tallies.Meant([term]).ByNode, -term.Weight);
        }

        CountHolders(cycle, worth, view.RequiredAffinity, _ => arguments.HardPodAffinityWeight);
        CountHolders(cycle, worth, view.PreferredAffinity, term => term.Weight);
        CountHolders(cycle, worth, view.PreferredAntiAffinity, term => -term.Weight);
        if (worth.IsEmpty)
        {
            return PluginStatus.Skip;
        }

        cycle.Set(this, new AffinityScoreState(worth));
        return PluginStatus.Success;
    }

    public override long Score(SchedulingCycle cycle, SchedulingNode node) => cycle.Get<AffinityScoreState>(this)?.Worth.SumAt(node) ?? 0;

    public override void NormalizeScore(SchedulingCycle cycle, IReadOnlyList<SchedulingNode> nodes, Span<long> scores)
    {
        long least = long.MaxValue, most = long.MinValue;
        foreach (var score in scores)
        {
            (least, most) = (Math.Min(least, score), Math.Max(most, score));
        }

        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = most > least ? (long)(NodeScores.Max * ((scores[i] - least) / (double)(most - least))) : 0;
        }
    }

    private static bool IsNear(SchedulingCycle cycle, AffinityFilterState state, SchedulingNode node)
    {
        var pod = cycle.SchedulingPod;
        var found = true;
        foreach (var term in pod.RequiredAffinity)
        {
            if (node.Label(term.TopologyKey) is null)
            {
                return false;
            }

            found &= state.Affinity.At(node, term.TopologyKey) > 0;
        }

        // The first of a group that wants to be near its own kind must go somewhere.
        return found || (state.Affinity.IsEmpty && cycle.View.AllMean(pod.RequiredAffinity, pod));
    }

    private static bool IsTooNear(SchedulingPod pod, AffinityFilterState state, SchedulingNode node)
    {
        if (state.AntiAffinity.IsEmpty)
        {
            return false;
        }

        foreach (var term in pod.RequiredAntiAffinity)
        {
            if (state.AntiAffinity.At(node, term.TopologyKey) > 0)
            {
                return true;
            }
        }

        return false;
    }

    private static void Count(ClusterView view, PlaceCounts counts, string key, IReadOnlyDictionary<string, int> nodes, long each)
    {
        foreach (var (name, count) in nodes)
        {
            if (view.Node(name) is { } node)
            {
                counts.Change(node, key, count * each);
            }
        }
    }

    private static void CountHolders(SchedulingCycle cycle, PlaceCounts worth, TermHolders holders, Func<PodAffinityTerm, long> weight)
    {
        foreach (var held in holders.Of(cycle.SchedulingPod))
        {
            if (weight(held.Term) is var each and not 0 && cycle.View.Means(held.Term, cycle.SchedulingPod))
            {
                Count(cycle.View, worth, held.Term.TopologyKey, held.Nodes, each);
            }
        }
    }

    private void Change(SchedulingCycle cycle, SchedulingPod other, SchedulingNode node, int by)
    {
        if (cycle.Get<AffinityFilterState>(this) is not { } state)
        {
            return;
        }

        var (view, pod) = (cycle.View, cycle.SchedulingPod);
        foreach (var term in other.RequiredAntiAffinity)
        {
            if (view.Means(term, pod))
            {
                state.Existing.Change(node, term.TopologyKey, by);
            }
        }

        if (view.AllMean(pod.RequiredAffinity, other))
        {
            foreach (var term in pod.RequiredAffinity)
            {
                state.Affinity.Change(node, term.TopologyKey, by);
            }
        }

        foreach (var term in pod.RequiredAntiAffinity)
        {
            if (view.Means(term, other))
            {
                state.AntiAffinity.Change(node, term.TopologyKey, by);
            }
        }
    }
}
