namespace KubeEmulator.Expressions;

/// <summary>A constant.</summary>
internal sealed class LiteralExpr(int offset, CelValue value) : Expr(offset)
{
    public CelValue Value { get; } = value;
}
