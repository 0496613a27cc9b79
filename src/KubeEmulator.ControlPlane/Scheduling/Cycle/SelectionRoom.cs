namespace KubeEmulator.Scheduling;

/// <summary>
/// What choosing among many nodes needs for a moment, kept from pod to pod: among a thousand nodes it is 13 KB for each. Of one scheduler,
/// which takes one pod at a time; plugins see it during the cycle only.
/// </summary>
internal sealed class SelectionRoom
{
    private SchedulingNode[] _nodes = [];
    private long[] _totals = [];
    private long[] _scores = [];

    /// <summary>The nodes that fit, while they are looked for.</summary>
    public List<SchedulingNode> Feasible { get; } = [];

    /// <summary>These nodes as an array of just their number.</summary>
    public SchedulingNode[] FeasibleArray()
    {
        var nodes = Exactly(ref _nodes, Feasible.Count);
        Feasible.CopyTo(nodes);
        return nodes;
    }

    /// <summary>A zero for each of so many nodes.</summary>
    public long[] Totals(int count)
    {
        var totals = Exactly(ref _totals, count);
        Array.Clear(totals);
        return totals;
    }

    /// <summary>The same for the scores of one plugin.</summary>
    public long[] Scores(int count)
    {
        var scores = Exactly(ref _scores, count);
        Array.Clear(scores);
        return scores;
    }

    // Nearly always as many as for the pod before: as soon as so many are found, no more are looked for.
    private static T[] Exactly<T>(ref T[] kept, int count) => kept.Length == count ? kept : kept = new T[count];
}
