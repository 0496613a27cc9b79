namespace KubeEmulator.Expressions;

/// <summary>One part of an expression while it was evaluated.</summary>
/// <param name="Text">The part, written out.</param>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Column">Its column, from 0.</param>
/// <param name="Value">What it gave; may be an error.</param>
/// <param name="Cost">What the evaluation had cost up to here.</param>
internal sealed record CelStep(string Text, int Line, int Column, CelValue Value, ulong Cost);
