namespace KubeEmulator.Expressions;

/// <summary>The values of an evaluation's steps, in the order they were computed.</summary>
internal sealed class CelTrace
{
    private readonly List<(Expr Expr, CelValue Value, ulong Cost)> _notes = [];

    public IReadOnlyList<(Expr Expr, CelValue Value, ulong Cost)> Notes => _notes;

    public void Note(Expr expr, CelValue value, ulong cost) => _notes.Add((expr, value, cost));
}
