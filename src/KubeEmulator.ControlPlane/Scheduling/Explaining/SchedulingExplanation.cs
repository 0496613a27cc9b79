using KubeEmulator.Values;

namespace KubeEmulator.Scheduling;

/// <summary>Why a pod goes where it goes, or nowhere: a pure function of a snapshot.</summary>
public sealed record SchedulingExplanation
{
    /// <summary>The pod's namespace.</summary>
    public required string Namespace { get; init; }

    /// <summary>The pod's name.</summary>
    public required string Name { get; init; }

    /// <summary>The scheduler that the pod asks for.</summary>
    public required string SchedulerName { get; init; }

    /// <summary>The revision of the state looked at.</summary>
    public required long Revision { get; init; }

    /// <summary>The node the pod is bound to; empty where it is not. Everything else says what would be if it were not.</summary>
    public string BoundTo { get; init; } = "";

    /// <summary>The answers of the plugins that may keep a pod out of the queue.</summary>
    public IReadOnlyList<PluginVerdict> PreEnqueue { get; init; } = [];

    /// <summary>The answers of the plugins that look at the pod before the nodes.</summary>
    public IReadOnlyList<PluginVerdict> PreFilter { get; init; } = [];

    /// <summary>All nodes, in the order in which they are looked at.</summary>
    public IReadOnlyList<NodeExplanation> Nodes { get; init; } = [];

    /// <summary>The best nodes; chance decides among several. None where the pod fits nowhere.</summary>
    public IReadOnlyList<string> Best { get; init; } = [];

    /// <summary>What the pod's event would say; empty where it can be scheduled.</summary>
    public string Message { get; init; } = "";

    /// <summary>What preemption would do; null where the pod fits somewhere, or where the profile has no preemption.</summary>
    public PreemptionExplanation? Preemption { get; init; }

    /// <summary>The explanation as JSON.</summary>
    public MapValue ToValue()
    {
        var value = new MapBuilder(12)
        {
            { "namespace", Namespace },
            { "name", Name },
            { "schedulerName", SchedulerName },
            { "revision", Revision },
        };
        value["boundTo"] = BoundTo.Length == 0 ? null : StringValue.Of(BoundTo);
        value["preEnqueue"] = Verdicts(PreEnqueue);
        value["preFilter"] = Verdicts(PreFilter);
        value["nodes"] = ListValue.From(Nodes.Select(NodeValue));
        value["best"] = Texts(Best);
        value["message"] = Message.Length == 0 ? null : StringValue.Of(Message);
        value["preemption"] = Preemption is null ? null : MapValue.Of(("node", Preemption.Node), ("victims", Texts(Preemption.Victims)), ("message", Preemption.Message));
        return value.Build();
    }

    private static Value NodeValue(NodeExplanation node) => MapValue.Of(
        ("node", node.Node),
        ("feasible", node.IsFeasible),
        ("verdicts", Verdicts(node.Verdicts)),
        ("scores", ListValue.From(node.Scores.Select(s => (Value)MapValue.Of(("plugin", s.Plugin), ("raw", s.Raw), ("normalized", s.Normalized), ("weight", s.Weight))))),
        ("total", node.Total));

    private static ListValue Verdicts(IEnumerable<PluginVerdict> verdicts) =>
        ListValue.From(verdicts.Select(v => (Value)MapValue.Of(("plugin", v.Plugin), ("code", v.Status.Code.ToString()), ("reasons", Texts(v.Status.Reasons)))));

    private static ListValue Texts(IEnumerable<string> texts) => ListValue.From(texts.Select(t => (Value)t));
}
