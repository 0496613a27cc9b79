namespace KubeEmulator.Expressions;

/// <summary>A call, an operator included (<c>_+_</c>).</summary>
internal sealed class CallExpr(int offset, string function, Expr? target, params Expr[] arguments) : Expr(offset)
{
    /// <summary>The name; the checker puts the qualified one here.</summary>
    public string Function { get; set; } = function;

    /// <summary>The receiver; the checker drops it where it was a namespace.</summary>
    public Expr? Target { get; set; } = target;

    public Expr[] Arguments { get; } = arguments;

    /// <summary>The overloads that may apply; set by the checker.</summary>
    public IReadOnlyList<CelOverload> Overloads { get; set; } = [];
}
