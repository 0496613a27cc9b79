namespace KubeEmulator.Expressions;

/// <summary>Builds the syntax that a macro expands to; every new node points at the call.</summary>
internal sealed class CelMacroContext(int offset)
{
    /// <summary>The variable of bindings that have no loop.</summary>
    public const string UnusedVariable = "#unused";

    public Expr Literal(CelValue value) => new LiteralExpr(offset, value);

    public Expr Ident(string name) => new IdentExpr(offset, name);

    public Expr Accumulator() => Ident(ComprehensionExpr.HiddenAccumulator);

    public Expr Call(string function, params Expr[] arguments) => new CallExpr(offset, function, null, arguments);

    public Expr Member(string function, Expr target, params Expr[] arguments) => new CallExpr(offset, function, target, arguments);

    public Expr List(params Expr[] elements) => new ListExpr(offset, elements);

    public Expr EmptyMap() => new MapExpr(offset);

    public Expr Presence(Expr operand, string field) => new SelectExpr(offset, operand, field, testOnly: true);

    public Expr Fold(Expr range, (string First, string? Second) variables, Expr initial, Expr condition, Expr step, Expr result) =>
        new ComprehensionExpr(offset)
        {
            Range = range,
            Variable = variables.First,
            Variable2 = variables.Second,
            Initial = initial,
            Condition = condition,
            Step = step,
            Result = result,
        };

    /// <summary>Names <paramref name="value"/> within <paramref name="body"/>.</summary>
    public Expr Bind(string name, Expr value, Expr body) => new ComprehensionExpr(offset)
    {
        Range = List(),
        Variable = UnusedVariable,
        Accumulator = name,
        Initial = value,
        Condition = Literal(CelBool.False),
        Step = Ident(name),
        Result = body,
    };
}
