namespace KubeEmulator.Expressions;

/// <summary>Something wrong with an expression.</summary>
/// <param name="Message">What is wrong, in cel-go's words.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column in code points, from 0 (messages print it from 1).</param>
internal sealed record CelIssue(string Message, int Line, int Column);
