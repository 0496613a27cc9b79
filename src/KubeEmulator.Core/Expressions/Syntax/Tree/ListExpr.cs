namespace KubeEmulator.Expressions;

/// <summary><c>[a, ?b]</c>.</summary>
internal sealed class ListExpr(int offset, Expr[] elements, bool[]? optional = null) : Expr(offset)
{
    public Expr[] Elements { get; } = elements;

    /// <summary>Which elements are optional; <c>null</c> for none.</summary>
    public bool[]? Optional { get; } = optional;
}
