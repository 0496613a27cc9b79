namespace KubeEmulator.Kinds;

/// <summary>One part of a rule while it was evaluated.</summary>
/// <param name="Text">The part, written out.</param>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Column">Its column, from 1.</param>
/// <param name="Value">What it gave.</param>
/// <param name="Cost">What the evaluation had cost up to here.</param>
public sealed record RuleStep(string Text, int Line, int Column, string Value, ulong Cost);
