using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Scheduling;

/// <summary>
/// The nodes a pod asks for by <c>nodeSelector</c> and node affinity; <c>plugins/nodeaffinity</c>. Terms that all pin the pod to
/// nodes by name spare the look at the others.
/// </summary>
internal sealed class NodeAffinityPlugin : SchedulerPlugin
{
    private const string Mismatch = "node(s) didn't match Pod's node affinity/selector";
    private static readonly PluginStatus Refused = PluginStatus.Unresolvable(Mismatch);

    public override string Name => "NodeAffinity";

    public override ExtensionPoints Points => ExtensionPoints.PreFilter | ExtensionPoints.Filter | ExtensionPoints.PreScore | ExtensionPoints.Score;

    public override IReadOnlyList<EventInterest> Events { get; } =
    [
        EventInterest.In("", "nodes", ClusterEventAction.Add | ClusterEventAction.UpdateNodeLabel, (pod, change) =>
            Matches(pod, change.Object) && (change.Previous is null || !Matches(pod, change.Previous))),
    ];

    public override PreFilterResult PreFilter(SchedulingCycle cycle)
    {
        var required = NodeSelectors.Required(cycle.SchedulingPod.View);
        if (required is null && cycle.SchedulingPod.View.NodeSelector is null)
        {
            return PreFilterResult.Skip;
        }

        if (required?.List("nodeSelectorTerms") is not { Count: > 0 } terms)
        {
            return PreFilterResult.AllNodes;
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var term in terms.OfType<MapValue>())
        {
            if (Named(term) is not { } named)
            {
                return PreFilterResult.AllNodes;
            }

            names.UnionWith(named);
        }

        return names.Count == 0
            ? new PreFilterResult(PluginStatus.Unresolvable("pod affinity terms conflict"))
            : new PreFilterResult(PluginStatus.Success, names);
    }

    public override PluginStatus Filter(SchedulingCycle cycle, SchedulingNode node) =>
        cycle.Allowed.Has(node) ? PluginStatus.Success : Refused;

    public override PluginStatus PreScore(SchedulingCycle cycle, IReadOnlyList<SchedulingNode> nodes)
    {
        var preferred = NodeSelectors.Preferred(cycle.SchedulingPod.View).Where(p => p.Weight != 0).Select(p => (p.Weight, NodeTerm.From(p.Term))).ToArray();
        if (preferred.Length == 0)
        {
            return PluginStatus.Skip;
        }

        cycle.Set(this, new State(preferred));
        return PluginStatus.Success;
    }

    public override long Score(SchedulingCycle cycle, SchedulingNode node)
    {
        long sum = 0;
        foreach (var (weight, term) in cycle.Get<State>(this)?.Preferred ?? [])
        {
            sum += term.Matches(node.View) ? weight : 0;
        }

        return sum;
    }

    public override void NormalizeScore(SchedulingCycle cycle, IReadOnlyList<SchedulingNode> nodes, Span<long> scores) => NodeScores.Normalize(scores, reverse: false);

    private static bool Matches(KubeObject pod, KubeObject node) => NodeSelectors.MatchesRequired(new PodView(pod), new NodeView(node));

    // The names that one term leaves; null where it does not ask for names.
    private static HashSet<string>? Named(MapValue term)
    {
        HashSet<string>? names = null;
        foreach (var field in term.Maps("matchFields"))
        {
            if (field.StringOrEmpty("key") != "metadata.name" || field.StringOrEmpty("operator") != "In")
            {
                continue;
            }

            var values = field.Strings("values").ToHashSet(StringComparer.Ordinal);
            names = names is null ? values : [.. names.Intersect(values)];
        }

        return names;
    }

    private sealed class State((long Weight, NodeTerm Term)[] preferred) : PluginState
    {
        public (long Weight, NodeTerm Term)[] Preferred => preferred;
    }
}
