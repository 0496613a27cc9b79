namespace KubeEmulator.Kinds;

/// <summary>What one rule said of one value.</summary>
/// <param name="Path">Where the value stands; empty for the object itself.</param>
/// <param name="Rule">The rule as written.</param>
/// <param name="Allowed">Whether it held.</param>
/// <param name="Value">What the rule gave, or the error that ended it.</param>
/// <param name="Cost">What the evaluation cost.</param>
/// <param name="Steps">The parts of the rule in the order they were evaluated.</param>
public sealed record RuleVerdict(string Path, string Rule, bool Allowed, string Value, ulong Cost, IReadOnlyList<RuleStep> Steps);
