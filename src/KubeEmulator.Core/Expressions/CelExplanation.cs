namespace KubeEmulator.Expressions;

/// <summary>An evaluation told step by step.</summary>
/// <param name="Result">How it ended.</param>
/// <param name="Steps">The parts that were evaluated, in the order they were; a part of a loop once per round.</param>
internal sealed record CelExplanation(CelResult Result, IReadOnlyList<CelStep> Steps)
{
    internal static CelExplanation Of(CelSource source, CelResult result, CelTrace trace)
    {
        var steps = trace.Notes.Select(note =>
        {
            var (line, column) = source.Locate(note.Expr.Offset);
            return new CelStep(CelUnparser.Write(note.Expr), line, column, note.Value, note.Cost);
        });
        return new CelExplanation(result, [.. steps]);
    }
}
