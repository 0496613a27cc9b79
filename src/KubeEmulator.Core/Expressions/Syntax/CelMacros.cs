namespace KubeEmulator.Expressions;

/// <summary>The macros of the language, of its optional types and of the two-variable extension.</summary>
internal static class CelMacros
{
    public static readonly IReadOnlyList<CelMacro> Standard =
    [
        new("has", false, 1, (c, _, a) => a[0] is SelectExpr { TestOnly: false } select
            ? c.Presence(select.Operand, select.Field)
            : throw new CelMacroException(a[0].Offset, "invalid argument to has() macro")),
        new("all", true, 2, (c, t, a) => All(c, t!, (Simple(a[0]), null), a[1])),
        new("exists", true, 2, (c, t, a) => Exists(c, t!, (Simple(a[0]), null), a[1])),
        new("exists_one", true, 2, (c, t, a) => ExistsOne(c, t!, (Simple(a[0]), null), a[1])),
        new("map", true, 2, (c, t, a) => Collect(c, t!, (Identifier(a[0]), null), null, a[1])),
        new("map", true, 3, (c, t, a) => Collect(c, t!, (Identifier(a[0]), null), a[1], a[2])),
        new("filter", true, 2, (c, t, a) => Collect(c, t!, (Identifier(a[0]), null), a[1], a[0])),
    ];

    public static readonly IReadOnlyList<CelMacro> TwoVariables =
    [
        new("all", true, 3, (c, t, a) => All(c, t!, Pair(a), a[2])),
        new("exists", true, 3, (c, t, a) => Exists(c, t!, Pair(a), a[2])),
        new("existsOne", true, 3, (c, t, a) => ExistsOne(c, t!, Pair(a), a[2])),
        new("exists_one", true, 3, (c, t, a) => ExistsOne(c, t!, Pair(a), a[2])),
        new("transformList", true, 3, (c, t, a) => Collect(c, t!, Pair(a), null, a[2])),
        new("transformList", true, 4, (c, t, a) => Collect(c, t!, Pair(a), a[2], a[3])),
        new("transformMap", true, 3, (c, t, a) => Insert(c, t!, Pair(a), null, c.Ident(Pair(a).First), a[2])),
        new("transformMap", true, 4, (c, t, a) => Insert(c, t!, Pair(a), a[2], c.Ident(Pair(a).First), a[3])),
        new("transformMapEntry", true, 3, (c, t, a) => Insert(c, t!, Pair(a), null, a[2])),
        new("transformMapEntry", true, 4, (c, t, a) => Insert(c, t!, Pair(a), a[2], a[3])),
    ];

    public static readonly IReadOnlyList<CelMacro> Optionals =
    [
        new("optMap", true, 2, (c, t, a) => IfPresent(c, t!, a, "optMap", body => c.Call("optional.of", body))),
        new("optFlatMap", true, 2, (c, t, a) => IfPresent(c, t!, a, "optFlatMap", body => body)),
    ];

    /// <summary><c>cel.bind</c>; Kubernetes does not offer it, the language's own tests do.</summary>
    public static readonly IReadOnlyList<CelMacro> Bindings =
    [
        new("bind", true, 3, (c, t, a) => t is not IdentExpr { Name: "cel" } ? null : c.Bind(
            a[0] is IdentExpr name ? name.Name : throw new CelMacroException(a[0].Offset, "cel.bind() variable names must be simple identifiers"),
            a[1],
            a[2])),
    ];

    /// <summary><c>range.map(x, f(x))</c>, for macros that build on it.</summary>
    public static Expr Map(CelMacroContext context, Expr range, Expr[] arguments) =>
        Collect(context, range, (Identifier(arguments[0]), null), null, arguments[1]);

    private static Expr All(CelMacroContext c, Expr range, (string, string?) variables, Expr predicate) => c.Fold(
        range,
        variables,
        c.Literal(CelBool.True),
        c.Call(CelOperators.NotStrictlyFalse, c.Accumulator()),
        c.Call(CelOperators.And, c.Accumulator(), predicate),
        c.Accumulator());

    private static Expr Exists(CelMacroContext c, Expr range, (string, string?) variables, Expr predicate) => c.Fold(
        range,
        variables,
        c.Literal(CelBool.False),
        c.Call(CelOperators.NotStrictlyFalse, c.Call(CelOperators.Not, c.Accumulator())),
        c.Call(CelOperators.Or, c.Accumulator(), predicate),
        c.Accumulator());

    private static Expr ExistsOne(CelMacroContext c, Expr range, (string, string?) variables, Expr predicate) => c.Fold(
        range,
        variables,
        c.Literal(CelInt.Zero),
        c.Literal(CelBool.True),
        c.Call(CelOperators.Conditional, predicate, c.Call(CelOperators.Add, c.Accumulator(), c.Literal(CelInt.One)), c.Accumulator()),
        c.Call(CelOperators.Equal, c.Accumulator(), c.Literal(CelInt.One)));

    private static Expr Collect(CelMacroContext c, Expr range, (string, string?) variables, Expr? filter, Expr element)
    {
        var step = c.Call(CelOperators.Add, c.Accumulator(), c.List(element));
        return c.Fold(range, variables, c.List(), c.Literal(CelBool.True), Filtered(c, filter, step), c.Accumulator());
    }

    private static Expr Insert(CelMacroContext c, Expr range, (string, string?) variables, Expr? filter, params Expr[] entry)
    {
        var step = c.Call(CelOperators.MapInsert, [c.Accumulator(), .. entry]);
        return c.Fold(range, variables, c.EmptyMap(), c.Literal(CelBool.True), Filtered(c, filter, step), c.Accumulator());
    }

    private static Expr Filtered(CelMacroContext c, Expr? filter, Expr step) =>
        filter is null ? step : c.Call(CelOperators.Conditional, filter, step, c.Accumulator());

    private static Expr IfPresent(CelMacroContext c, Expr target, Expr[] arguments, string macro, Func<Expr, Expr> wrap)
    {
        if (arguments[0] is not IdentExpr name)
        {
            throw new CelMacroException(arguments[0].Offset, $"{macro}() variable name must be a simple identifier");
        }

        return c.Call(
            CelOperators.Conditional,
            c.Member("hasValue", target),
            wrap(c.Bind(name.Name, c.Member("value", target), arguments[1])),
            c.Call("optional.none"));
    }

    private static string Identifier(Expr argument) => Variable(argument, "argument is not an identifier");

    private static string Simple(Expr argument) => Variable(argument, "argument must be a simple name");

    private static string Variable(Expr argument, string otherwise) => argument switch
    {
        IdentExpr { Name: ComprehensionExpr.HiddenAccumulator or "__result__" } =>
            throw new CelMacroException(argument.Offset, "iteration variable overwrites accumulator variable"),
        IdentExpr ident => ident.Name,
        _ => throw new CelMacroException(argument.Offset, otherwise),
    };

    private static (string First, string? Second) Pair(Expr[] arguments)
    {
        var first = Simple(arguments[0]);
        var second = Simple(arguments[1]);
        return first != second ? (first, second) : throw new CelMacroException(arguments[1].Offset, $"duplicate variable name: {first}");
    }
}
