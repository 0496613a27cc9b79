namespace KubeEmulator.Scheduling;

/// <summary>What scoring by spread constraints needs to know of all nodes.</summary>
/// <param name="constraints">The constraints that ask rather than insist.</param>
/// <param name="tallies">The pods each counts on each node; null where it counts none.</param>
/// <param name="counts">Per constraint, the pods in each place that a candidate is in; hosts are counted one by one instead.</param>
/// <param name="weights">Per constraint, how much a pod weighs: more where there are more places.</param>
/// <param name="ignored">Candidates that lack a label.</param>
internal sealed class SpreadScoreState(
    SpreadConstraint[] constraints,
    PodTally?[] tallies,
    Dictionary<string, long>[] counts,
    double[] weights,
    HashSet<string> ignored) : PluginState
{
    public SpreadConstraint[] Constraints => constraints;

    public PodTally?[] Tallies => tallies;

    public Dictionary<string, long>[] Counts => counts;

    public double[] Weights => weights;

    public HashSet<string> Ignored => ignored;
}
