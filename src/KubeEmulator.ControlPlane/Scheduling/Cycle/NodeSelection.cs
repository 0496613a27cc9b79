namespace KubeEmulator.Scheduling;

/// <summary>
/// Finds the node for a pod: the nodes that pass all filters, and the best of them; kube-scheduler's <c>schedule_one.go</c>.
/// Chance decides where in the order of nodes the look begins, when not all are looked at, and among equally good ones.
/// </summary>
internal sealed class NodeSelection(SchedulingCycle cycle, PluginRunner runner, SchedulerOptions options, SelectionRoom room)
{
    private const int MinFeasibleNodes = 100;
    private const int MinFeasiblePercentage = 5;

    /// <summary>Looks at the nodes, and lets PostFilter plugins help where none fits.</summary>
    public async ValueTask<SchedulingOutcome> RunAsync()
    {
        var all = cycle.Nodes.Count;
        if (all == 0)
        {
            return new SchedulingOutcome(PluginStatus.Unresolvable("no nodes available to schedule pods"), Nominated: "");
        }

        var verdicts = new NodeVerdicts();
        var (broken, feasible) = Feasible(verdicts);
        if (broken is not null)
        {
            return new SchedulingOutcome(broken, Nominated: "");
        }

        if (feasible.Count > 0)
        {
            return Best(feasible);
        }

        string? nominated = "";
        if (runner.PostFilters.Length > 0)
        {
            var result = await runner.RunPostFiltersAsync(cycle, verdicts).ConfigureAwait(false);
            verdicts.PostFilterMessage = result.Status.Message;
            nominated = result.NominatedNode;
        }

        return new SchedulingOutcome(PluginStatus.Unschedulable(verdicts.Describe(all)), Verdicts: verdicts, Nominated: nominated);
    }

    /// <summary>How many nodes that fit are enough, of so many.</summary>
    internal static int Enough(int nodes, int percentage)
    {
        if (nodes < MinFeasibleNodes)
        {
            return nodes;
        }

        var share = percentage > 0 ? percentage : Math.Max(50 - (nodes / 125), MinFeasiblePercentage);
        return Math.Max(nodes * share / 100, MinFeasibleNodes);
    }

    private (PluginStatus? Broken, List<SchedulingNode> Feasible) Feasible(NodeVerdicts verdicts)
    {
        var narrowing = new List<string>();
        var (status, names) = runner.RunPreFilters(cycle, narrowing);
        verdicts.UnschedulablePlugins.UnionWith(narrowing);
        if (!status.IsSuccess)
        {
            if (!status.IsRejected)
            {
                return (status, []);
            }

            verdicts.SetAbsent(status);
            verdicts.PreFilterMessage = status.Message;
            verdicts.Note(status);
            return (null, []);
        }

        // The nominated node most likely fits now, so it is tried before all others.
        if (cycle.SchedulingPod.View.NominatedNodeName is { Length: > 0 } nominated && cycle.View.Node(nominated) is { } first)
        {
            var verdict = runner.RunFiltersWithNominated(cycle, first);
            if (verdict.IsSuccess)
            {
                return (null, [first]);
            }
        }

        if (names is not null)
        {
            verdicts.SetAbsent(PluginStatus.Unresolvable($"node(s) didn't satisfy plugin(s) [{string.Join(' ', narrowing.Order(StringComparer.Ordinal))}]"));
        }

        return Filter(names is null ? cycle.Nodes : [.. names.Order(StringComparer.Ordinal).Select(cycle.View.Node).OfType<SchedulingNode>()], verdicts);
    }

    private (PluginStatus? Broken, List<SchedulingNode> Feasible) Filter(IReadOnlyList<SchedulingNode> nodes, NodeVerdicts verdicts)
    {
        var enough = runner.Scores.Length == 0 ? 1 : Enough(nodes.Count, runner.Profile.PercentageOfNodesToScore ?? options.PercentageOfNodesToScore);
        var start = enough < nodes.Count ? (int)(cycle.Chance("start") % (ulong)nodes.Count) : 0;
        var feasible = room.Feasible;
        feasible.Clear();
        var all = nodes as SchedulingNode[] ?? [.. nodes];
        for (var i = 0; i < all.Length && feasible.Count < enough; i++)
        {
            var node = all[start + i < all.Length ? start + i : start + i - all.Length];
            var status = runner.RunFiltersWithNominated(cycle, node);
            if (status.IsSuccess)
            {
                feasible.Add(node);
                continue;
            }

            if (!status.IsRejected)
            {
                return (status, []);
            }

            verdicts.Set(node.Name, status);
            verdicts.Note(status);
        }

        return (null, feasible);
    }

    private SchedulingOutcome Best(List<SchedulingNode> feasible)
    {
        if (feasible.Count == 1)
        {
            return new SchedulingOutcome(PluginStatus.Success, feasible[0].Name);
        }

        var (status, totals) = runner.RunScores(cycle, room.FeasibleArray(), room);
        if (!status.IsSuccess)
        {
            return new SchedulingOutcome(status, Nominated: "");
        }

        var best = totals.Max();
        var ties = totals.AsSpan().Count(best);
        var pick = ties == 1 ? 0 : (int)(cycle.Chance("tie") % (ulong)ties);
        for (var i = 0; i < totals.Length; i++)
        {
            if (totals[i] == best && pick-- == 0)
            {
                return new SchedulingOutcome(PluginStatus.Success, feasible[i].Name);
            }
        }

        throw new InvalidOperationException("The best score is one of the scores.");
    }
}
