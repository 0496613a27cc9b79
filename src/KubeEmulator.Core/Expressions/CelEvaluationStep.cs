namespace KubeEmulator.Expressions;

/// <summary>One part of an expression while it was evaluated.</summary>
/// <param name="Text">The part, written out; macros appear as the loops they stand for.</param>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Column">Its column, from 0.</param>
/// <param name="Value">What it gave, as text.</param>
/// <param name="IsError">Whether what it gave is an error.</param>
/// <param name="Cost">What the evaluation had cost up to here.</param>
public sealed record CelEvaluationStep(string Text, int Line, int Column, string Value, bool IsError, long Cost);
