namespace KubeEmulator.Expressions;

/// <summary>
/// The loop all macros expand to: for each element of <see cref="Range"/>, while <see cref="Condition"/> holds,
/// <see cref="Accumulator"/> becomes <see cref="Step"/>; then <see cref="Result"/>.
/// </summary>
internal sealed class ComprehensionExpr(int offset) : Expr(offset)
{
    /// <summary>The accumulator of the macros; no identifier can be spelt like it.</summary>
    public const string HiddenAccumulator = "@result";

    public required Expr Range { get; init; }

    public required string Variable { get; init; }

    /// <summary>The value (or element) variable of the two-variable macros.</summary>
    public string? Variable2 { get; init; }

    public string Accumulator { get; init; } = HiddenAccumulator;

    public required Expr Initial { get; init; }

    public required Expr Condition { get; init; }

    public required Expr Step { get; init; }

    public required Expr Result { get; init; }

    /// <summary>Whether this only names a value, as <c>cel.bind</c> and <c>optMap</c> do: no range, no loop.</summary>
    public bool IsBinding => Range is ListExpr { Elements.Length: 0 } && Condition is LiteralExpr { Value: CelBool { Value: false } }
        && Accumulator != HiddenAccumulator;
}
