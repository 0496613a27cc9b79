using KubeEmulator.Objects;
using KubeEmulator.Rules;

namespace KubeEmulator.Scheduling;

/// <summary>
/// Keeps pods off nodes with taints that they do not tolerate, and prefers nodes with fewer of those that only ask for it;
/// <c>plugins/tainttoleration</c>.
/// </summary>
internal sealed class TaintTolerationPlugin : SchedulerPlugin
{
    private static readonly PluginStatus Refused = PluginStatus.Unresolvable("node(s) had untolerated taint(s)");

    public override string Name => "TaintToleration";

    public override ExtensionPoints Points => ExtensionPoints.Filter | ExtensionPoints.Score;

    public override IReadOnlyList<EventInterest> Events { get; } =
    [
        EventInterest.In("", "nodes", ClusterEventAction.Add | ClusterEventAction.UpdateNodeTaint, (pod, change) =>
            Accepts(pod, change.Object) && (change.Previous is null || !Accepts(pod, change.Previous))),
        EventInterest.In("", "pods", ClusterEventAction.UpdatePodToleration, (pod, change) => change.Object.Metadata.Uid == pod.Metadata.Uid),
    ];

    public override PluginStatus Filter(SchedulingCycle cycle, SchedulingNode node)
    {
        foreach (var taint in node.Taints)
        {
            if (taint.KeepsNewPodsAway && !cycle.SchedulingPod.Tolerates(taint))
            {
                return Refused;
            }
        }

        return PluginStatus.Success;
    }

    public override long Score(SchedulingCycle cycle, SchedulingNode node)
    {
        long intolerable = 0;
        foreach (var taint in node.Taints)
        {
            if (taint.Effect == "PreferNoSchedule" && !cycle.SchedulingPod.Tolerations.Any(t => t.Effect is "" or "PreferNoSchedule" && Tolerations.Tolerates(t, taint)))
            {
                intolerable++;
            }
        }

        return intolerable;
    }

    internal override void ScoreAll(SchedulingCycle cycle, SchedulingNode[] nodes, Span<long> scores)
    {
        for (var i = 0; i < nodes.Length; i++)
        {
            scores[i] = Score(cycle, nodes[i]);
        }
    }

    public override void NormalizeScore(SchedulingCycle cycle, IReadOnlyList<SchedulingNode> nodes, Span<long> scores) => NodeScores.Normalize(scores, reverse: true);

    private static bool Accepts(KubeObject pod, KubeObject node) => Tolerations.FirstUntolerated(new PodView(pod), new NodeView(node)) is null;
}
