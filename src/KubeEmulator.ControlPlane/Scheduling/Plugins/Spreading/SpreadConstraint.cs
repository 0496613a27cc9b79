using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Scheduling;

/// <summary>One topology spread constraint made ready; <c>plugins/podtopologyspread/common.go</c>.</summary>
internal sealed record SpreadConstraint(string TopologyKey, long MaxSkew, LabelSelector Selector, long MinDomains, bool HonorAffinity, bool HonorTaints)
{
    /// <summary>The constraints of a list that are of one sort (<c>DoNotSchedule</c>, <c>ScheduleAnyway</c>).</summary>
    public static SpreadConstraint[] From(IEnumerable<MapValue> constraints, string whenUnsatisfiable, MapValue podLabels) =>
        [.. constraints.Where(c => c.String("whenUnsatisfiable") == whenUnsatisfiable).Select(c => From(c, podLabels))];

    /// <summary>Whether a node counts for the constraint.</summary>
    public bool Includes(SchedulingCycle cycle, SchedulingNode node)
    {
        if (HonorAffinity && !cycle.Allowed.Has(node))
        {
            return false;
        }

        if (HonorTaints)
        {
            foreach (var taint in node.Taints)
            {
                if (taint.KeepsNewPodsAway && !cycle.SchedulingPod.Tolerates(taint))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>The places that there are for the constraint, with no pods counted yet.</summary>
    public Dictionary<string, int> Places(SchedulingCycle cycle, SpreadConstraint[] all)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        if (HonorAffinity && !HonorTaints)
        {
            foreach (var place in cycle.Allowed.Places(cycle.View, all, TopologyKey))
            {
                places.Add(place, 0);
            }

            return places;
        }

        foreach (var node in cycle.Nodes)
        {
            if (AllOn(all, node) && Includes(cycle, node))
            {
                places.TryAdd(node.Label(TopologyKey)!, 0);
            }
        }

        return places;
    }

    /// <summary>Whether a node has the labels of all constraints.</summary>
    public static bool AllOn(SpreadConstraint[] constraints, SchedulingNode node)
    {
        foreach (var constraint in constraints)
        {
            if (node.Label(constraint.TopologyKey) is null)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>How many pods each node has that the constraint counts; null where it counts none.</summary>
    public PodTally? Counted(SchedulingCycle cycle) =>
        Selector.IsEmpty || Selector.MatchesNothing ? null : cycle.View.Tallies.Selected(cycle.Pod.Namespace, Selector);

    private static SpreadConstraint From(MapValue constraint, MapValue podLabels)
    {
        var selector = LabelSelector.From(constraint["labelSelector"]);
        var same = constraint.Strings("matchLabelKeys").Where(key => podLabels.String(key) is not null)
            .Select(key => new LabelRequirement(key, SelectionOperator.Equals, podLabels.StringOrEmpty(key)));
        return new SpreadConstraint(
            constraint.StringOrEmpty("topologyKey"),
            constraint.Integer("maxSkew") ?? 1,
            selector.And(same),
            constraint.Integer("minDomains") ?? 1,
            constraint.String("nodeAffinityPolicy") != "Ignore",
            constraint.String("nodeTaintsPolicy") == "Honor");
    }
}
