namespace KubeEmulator.Expressions;

/// <summary>A variable or a type name.</summary>
internal sealed class IdentExpr(int offset, string name) : Expr(offset)
{
    public string Name { get; } = name;

    /// <summary>What the name stands for; set by the checker.</summary>
    public CelVariable? Variable { get; set; }
}
