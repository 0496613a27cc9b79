namespace KubeEmulator.Expressions;

/// <summary><c>operand.field</c>, or with <see cref="TestOnly"/> <c>has(operand.field)</c>.</summary>
internal sealed class SelectExpr(int offset, Expr operand, string field, bool testOnly) : Expr(offset)
{
    public Expr Operand { get; } = operand;

    public string Field { get; } = field;

    public bool TestOnly { get; } = testOnly;

    /// <summary>The qualified name this is in truth (<c>google.protobuf.Timestamp</c>); set by the checker.</summary>
    public CelVariable? Variable { get; set; }
}
