using KubeEmulator.Rules;

namespace KubeEmulator.Scheduling;

/// <summary>Scores nodes by how few matching pods their places have; <c>plugins/podtopologyspread/scoring.go</c>. Pure.</summary>
internal static class SpreadScoring
{
    public static SpreadScoreState Prepare(SchedulingCycle cycle, SpreadConstraint[] constraints, IReadOnlyList<SchedulingNode> candidates, bool needsAll)
    {
        var tallies = constraints.Select(c => c.Counted(cycle)).ToArray();
        var counts = constraints.Select(_ => new Dictionary<string, long>(StringComparer.Ordinal)).ToArray();
        var ignored = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in candidates)
        {
            if (needsAll && !SpreadConstraint.AllOn(constraints, node))
            {
                ignored.Add(node.Name);
                continue;
            }

            for (var i = 0; i < constraints.Length; i++)
            {
                // Hosts are counted when they are scored: most would be counted for nothing here.
                if (constraints[i].TopologyKey != WellKnownLabels.Hostname)
                {
                    counts[i].TryAdd(node.Label(constraints[i].TopologyKey) ?? "", 0);
                }
            }
        }

        var weights = constraints.Select((c, i) => Math.Log((c.TopologyKey == WellKnownLabels.Hostname ? candidates.Count - ignored.Count : counts[i].Count) + 2)).ToArray();
        Count(cycle, constraints, tallies, counts, needsAll);
        return new SpreadScoreState(constraints, tallies, counts, weights, ignored);
    }

    public static long Score(SpreadScoreState state, SchedulingNode node)
    {
        if (state.Ignored.Count > 0 && state.Ignored.Contains(node.Name))
        {
            return 0;
        }

        double score = 0;
        for (var i = 0; i < state.Constraints.Length; i++)
        {
            var constraint = state.Constraints[i];
            if (node.Label(constraint.TopologyKey) is not { } place)
            {
                continue;
            }

            var count = constraint.TopologyKey == WellKnownLabels.Hostname ? state.Tallies[i]?.On(node.Name) ?? 0 : state.Counts[i].GetValueOrDefault(place);
            score += (count * state.Weights[i]) + (constraint.MaxSkew - 1);
        }

        return (long)Math.Round(score, MidpointRounding.AwayFromZero);
    }

    /// <summary>The fewer pods, the better; nodes that lack a label are the worst.</summary>
    public static void Normalize(SpreadScoreState state, IReadOnlyList<SchedulingNode> nodes, Span<long> scores)
    {
        long least = long.MaxValue, most = 0;
        for (var i = 0; i < scores.Length; i++)
        {
            if (!state.Ignored.Contains(nodes[i].Name))
            {
                least = Math.Min(least, scores[i]);
                most = Math.Max(most, scores[i]);
            }
        }

        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = state.Ignored.Contains(nodes[i].Name) ? 0
                : most == 0 ? NodeScores.Max
                : NodeScores.Max * (most + least - scores[i]) / most;
        }
    }

    private static void Count(SchedulingCycle cycle, SpreadConstraint[] constraints, PodTally?[] tallies, Dictionary<string, long>[] counts, bool needsAll)
    {
        for (var i = 0; i < constraints.Length; i++)
        {
            if (tallies[i] is not { } tally || constraints[i].TopologyKey == WellKnownLabels.Hostname)
            {
                continue;
            }

            foreach (var (name, count) in tally.ByNode)
            {
                if (cycle.View.Node(name) is { } node
                    && (!needsAll || SpreadConstraint.AllOn(constraints, node))
                    && constraints[i].Includes(cycle, node)
                    && node.Label(constraints[i].TopologyKey) is var place
                    && counts[i].TryGetValue(place ?? "", out var before))
                {
                    counts[i][place ?? ""] = before + count;
                }
            }
        }
    }
}
