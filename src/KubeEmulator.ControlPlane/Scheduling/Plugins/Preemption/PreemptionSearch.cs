using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Scheduling;

/// <summary>
/// Finds the node where removing the fewest and least important pods lets a pod in; <c>framework/preemption/preemption.go</c> and
/// <c>plugins/defaultpreemption</c>. Nothing is written: it tries on copies.
/// </summary>
internal sealed class PreemptionSearch(SchedulingCycle cycle, PluginRunner runner, PluginArguments arguments)
{
    private const string NotHelpful = "Preemption is not helpful for scheduling";

    public PreemptionOutcome Run(NodeVerdicts verdicts)
    {
        if (Ineligible(verdicts) is { } reason)
        {
            return new PreemptionOutcome(null, reason, ClearNomination: false);
        }

        var statuses = new NodeVerdicts();
        statuses.SetAbsent(PluginStatus.Unresolvable(NotHelpful));
        var candidates = Candidates(verdicts, statuses);
        return Best(candidates) is { } best
            ? new PreemptionOutcome(best, "", ClearNomination: false)
            : new PreemptionOutcome(null, statuses.Describe(cycle.Nodes.Count), ClearNomination: true);
    }

    private string? Ineligible(NodeVerdicts verdicts)
    {
        var pod = cycle.SchedulingPod.View;
        if (pod.PreemptionPolicy == "Never")
        {
            return "not eligible due to preemptionPolicy=Never.";
        }

        var nominated = pod.NominatedNodeName;
        if (nominated.Length == 0 || verdicts[nominated].Code == PluginCode.UnschedulableAndUnresolvable || cycle.View.Node(nominated) is not { } node)
        {
            return null;
        }

        return node.Pods.Any(p => p.Priority < cycle.SchedulingPod.Priority && IsLeavingForAnother(p))
            ? "not eligible due to a terminating pod on the nominated node."
            : null;
    }

    private static bool IsLeavingForAnother(SchedulingPod pod) =>
        pod.Object.Metadata.IsDeleting
        && Conditions.Find(pod.Object.Status, "DisruptionTarget") is { } target
        && target.String("status") == "True"
        && target.String("reason") == "PreemptionByScheduler";

    private List<PreemptionCandidate> Candidates(NodeVerdicts verdicts, NodeVerdicts statuses)
    {
        var nodes = cycle.Nodes.Where(n => verdicts[n.Name].Code == PluginCode.Unschedulable).ToArray();
        var (safe, violating) = (new List<PreemptionCandidate>(), new List<PreemptionCandidate>());
        if (nodes.Length == 0)
        {
            return safe;
        }

        var enough = Math.Min(Math.Max(nodes.Length * arguments.MinCandidateNodesPercentage / 100, arguments.MinCandidateNodesAbsolute), nodes.Length);
        var offset = (int)(cycle.Chance("preemption") % (ulong)nodes.Length);
        for (var i = 0; i < nodes.Length; i++)
        {
            var node = nodes[(offset + i) % nodes.Length];
            var (candidate, status) = Victims(node);
            if (candidate is null)
            {
                statuses.Set(node.Name, status);
                continue;
            }

            (candidate.Violations == 0 ? safe : violating).Add(candidate);
            if (safe.Count > 0 && safe.Count + violating.Count >= enough)
            {
                break;
            }
        }

        return [.. safe, .. violating];
    }

    /// <summary>
    /// The fewest pods of a node that must go: all of lower priority are thought gone, then as many as fit are let back in, those
    /// that budgets protect and those that matter more first.
    /// </summary>
    private (PreemptionCandidate? Candidate, PluginStatus Status) Victims(SchedulingNode original)
    {
        var (tried, node) = (cycle.Copy(), original.Copy());
        var lower = node.Pods.Where(p => p.Priority < cycle.SchedulingPod.Priority).ToArray();
        if (lower.Length == 0)
        {
            return (null, PluginStatus.Unresolvable("No preemption victims found for incoming pod"));
        }

        foreach (var pod in lower)
        {
            node.Remove(pod);
            runner.RemovePod(tried, pod, node);
        }

        var status = runner.RunFiltersWithNominated(tried, node);
        if (!status.IsSuccess)
        {
            return (null, status);
        }

        var (violating, others) = VictimOrder.ByBudget(VictimOrder.ByImportance(lower), cycle.Snapshot);
        var victims = new List<SchedulingPod>();
        foreach (var pod in violating)
        {
            Reprieve(tried, node, pod, victims);
        }

        var violations = victims.Count;
        foreach (var pod in others)
        {
            Reprieve(tried, node, pod, victims);
        }

        return victims.Count == 0
            ? (null, PluginStatus.Error($"expected at least one victim pod on node \"{node.Name}\""))
            : (new PreemptionCandidate(node.Name, VictimOrder.ByImportance(victims), violations), PluginStatus.Success);
    }

    private void Reprieve(SchedulingCycle tried, SchedulingNode node, SchedulingPod pod, List<SchedulingPod> victims)
    {
        node.Add(pod);
        runner.AddPod(tried, pod, node);
        if (!runner.RunFiltersWithNominated(tried, node).IsSuccess)
        {
            node.Remove(pod);
            runner.RemovePod(tried, pod, node);
            victims.Add(pod);
        }
    }

    // pickOneNodeForPreemption: each rule decides only among those that the rules before left equal.
    private static PreemptionCandidate? Best(List<PreemptionCandidate> candidates) => candidates
        .OrderBy(c => c.Violations)
        .ThenBy(c => c.Victims[0].Priority)
        .ThenBy(c => c.Victims.Sum(v => v.Priority + (long)int.MaxValue + 1))
        .ThenBy(c => c.Victims.Count)
        .ThenByDescending(c => c.Victims.Where(v => v.Priority == c.Victims[0].Priority).Min(VictimOrder.StartTime))
        .FirstOrDefault();
}
