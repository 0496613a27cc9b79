namespace KubeEmulator.Kinds;

/// <summary>All that the rules of a definition say of an object.</summary>
/// <param name="Verdicts">Each rule on each value it is for, in the order of evaluation.</param>
/// <param name="Errors">The messages that a create or update would be refused with; empty where the rules hold.</param>
public sealed record RuleExplanation(IReadOnlyList<RuleVerdict> Verdicts, IReadOnlyList<string> Errors)
{
    /// <summary>What all evaluations cost.</summary>
    public ulong Cost => Verdicts.Aggregate(0UL, (sum, v) => sum + v.Cost);
}
