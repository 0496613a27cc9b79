namespace KubeEmulator.Scheduling;

/// <summary>What the plugins say of one node for one pod.</summary>
/// <param name="Node">The node's name.</param>
/// <param name="Verdicts">Each filter's answer; filters that have nothing to do with the pod say skip.</param>
/// <param name="Scores">Each plugin's score; none where the pod cannot go there.</param>
/// <param name="Total">The weighted sum of the scores.</param>
public sealed record NodeExplanation(string Node, IReadOnlyList<PluginVerdict> Verdicts, IReadOnlyList<PluginScore> Scores, long Total)
{
    /// <summary>Whether the pod can go there.</summary>
    public bool IsFeasible => Verdicts.All(v => v.Status.IsSuccess || v.Status.IsSkip);
}
