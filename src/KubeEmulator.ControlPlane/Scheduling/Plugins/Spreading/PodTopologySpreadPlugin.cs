using System.Runtime.InteropServices;
using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Scheduling;

/// <summary>
/// Spreads pods over zones, hosts and other places; <c>plugins/podtopologyspread</c>. Pods without constraints of their own are
/// spread by the system's over hosts and zones, as well as that goes.
/// </summary>
internal sealed class PodTopologySpreadPlugin(PluginArguments arguments) : SchedulerPlugin
{
    private const string DoNotSchedule = "DoNotSchedule";
    private const string ScheduleAnyway = "ScheduleAnyway";
    private static readonly PluginStatus Skewed = PluginStatus.Unschedulable("node(s) didn't match pod topology spread constraints");
    private static readonly PluginStatus Unlabelled = PluginStatus.Unresolvable("node(s) didn't match pod topology spread constraints (missing required label)");

    private static readonly IReadOnlyList<MapValue> SystemDefaults =
    [
        MapValue.Of(("topologyKey", WellKnownLabels.Hostname), ("whenUnsatisfiable", ScheduleAnyway), ("maxSkew", 3)),
        MapValue.Of(("topologyKey", WellKnownLabels.Zone), ("whenUnsatisfiable", ScheduleAnyway), ("maxSkew", 5)),
    ];

    private readonly IReadOnlyList<MapValue> _defaults = arguments.DefaultSpreadConstraints ?? SystemDefaults;
    private readonly bool _systemDefaults = arguments.DefaultSpreadConstraints is null;

    public override string Name => "PodTopologySpread";

    public override ExtensionPoints Points => ExtensionPoints.PreFilter | ExtensionPoints.Filter | ExtensionPoints.PreScore | ExtensionPoints.Score;

    public override IReadOnlyList<EventInterest> Events { get; } =
    [
        EventInterest.In("", "pods", ClusterEventAction.Add | ClusterEventAction.Delete | ClusterEventAction.UpdatePodLabel | ClusterEventAction.UpdatePodToleration, SpreadHints.PodMatters),
        EventInterest.In("", "nodes", ClusterEventAction.Add | ClusterEventAction.Delete | ClusterEventAction.UpdateNodeLabel | ClusterEventAction.UpdateNodeTaint, SpreadHints.NodeMatters),
    ];

    public override PreFilterResult PreFilter(SchedulingCycle cycle)
    {
        var constraints = Constraints(cycle, DoNotSchedule);
        if (constraints.Length == 0)
        {
            return PreFilterResult.Skip;
        }

        var counts = new Dictionary<string, int>[constraints.Length];
        for (var i = 0; i < counts.Length; i++)
        {
            counts[i] = constraints[i].Places(cycle, constraints);
            Count(cycle, constraints, constraints[i], counts[i]);
        }

        cycle.Set(this, new SpreadFilterState(constraints, counts));
        return PreFilterResult.AllNodes;
    }

    public override void AddPod(SchedulingCycle cycle, SchedulingPod added, SchedulingNode node) => Change(cycle, added, node, 1);

    public override void RemovePod(SchedulingCycle cycle, SchedulingPod removed, SchedulingNode node) => Change(cycle, removed, node, -1);

    public override PluginStatus Filter(SchedulingCycle cycle, SchedulingNode node)
    {
        if (cycle.Get<SpreadFilterState>(this) is not { } state)
        {
            return PluginStatus.Success;
        }

        for (var i = 0; i < state.Constraints.Length; i++)
        {
            var constraint = state.Constraints[i];
            if (node.Label(constraint.TopologyKey) is not { } place)
            {
                return Unlabelled;
            }

            var self = constraint.Selector.Matches(cycle.Pod.Metadata.Labels) ? 1 : 0;
            if ((long)state.Count(i, place) + self - state.Least(i) > constraint.MaxSkew)
            {
                return Skewed;
            }
        }

        return PluginStatus.Success;
    }

    public override PluginStatus PreScore(SchedulingCycle cycle, IReadOnlyList<SchedulingNode> nodes)
    {
        var constraints = Constraints(cycle, ScheduleAnyway);
        if (constraints.Length == 0)
        {
            return PluginStatus.Skip;
        }

        // The system's own constraints do not leave out nodes that lack a zone.
        var needsAll = OwnConstraints(cycle) is not null || !_systemDefaults;
        cycle.Set(this, SpreadScoring.Prepare(cycle, constraints, nodes, needsAll));
        return PluginStatus.Success;
    }

    public override long Score(SchedulingCycle cycle, SchedulingNode node) =>
        cycle.Get<SpreadScoreState>(this) is { } state ? SpreadScoring.Score(state, node) : 0;

    public override void NormalizeScore(SchedulingCycle cycle, IReadOnlyList<SchedulingNode> nodes, Span<long> scores)
    {
        if (cycle.Get<SpreadScoreState>(this) is { } state)
        {
            SpreadScoring.Normalize(state, nodes, scores);
        }
    }

    private static ListValue? OwnConstraints(SchedulingCycle cycle) =>
        cycle.Pod.Spec.List("topologySpreadConstraints") is { Count: > 0 } own ? own : null;

    private SpreadConstraint[] Constraints(SchedulingCycle cycle, string sort)
    {
        if (OwnConstraints(cycle) is { } own)
        {
            return SpreadConstraint.From(own.OfType<MapValue>(), sort, cycle.Pod.Metadata.Labels);
        }

        var defaults = SpreadConstraint.From(_defaults, sort, cycle.Pod.Metadata.Labels);
        if (defaults.Length == 0)
        {
            return defaults;
        }

        var selector = DefaultSelectors.Of(cycle.Pod, cycle.Snapshot);
        return selector.IsEmpty ? [] : [.. defaults.Select(c => c with { Selector = selector })];
    }

    // Only nodes with such pods are walked: most have none.
    private static void Count(SchedulingCycle cycle, SpreadConstraint[] all, SpreadConstraint constraint, Dictionary<string, int> counts)
    {
        foreach (var (name, count) in constraint.Counted(cycle)?.ByNode ?? PodTally.None)
        {
            if (cycle.View.Node(name) is { } node && SpreadConstraint.AllOn(all, node) && constraint.Includes(cycle, node))
            {
                CollectionsMarshal.GetValueRefOrAddDefault(counts, node.Label(constraint.TopologyKey)!, out _) += count;
            }
        }
    }

    private void Change(SchedulingCycle cycle, SchedulingPod pod, SchedulingNode node, int by)
    {
        if (cycle.Get<SpreadFilterState>(this) is not { } state || pod.Namespace != cycle.Pod.Namespace || !SpreadConstraint.AllOn(state.Constraints, node))
        {
            return;
        }

        for (var i = 0; i < state.Constraints.Length; i++)
        {
            var constraint = state.Constraints[i];
            if (constraint.Selector.Matches(pod.Labels) && constraint.Includes(cycle, node))
            {
                state.Change(i, node.Label(constraint.TopologyKey)!, by);
            }
        }
    }
}
