namespace KubeEmulator.Expressions;

/// <summary>A constant.</summary>
internal sealed class LiteralExpr(int offset, CelValue value) : Expr(offset)
{
    public CelValue Value { get; } = value;
}

/// <summary>A variable or a type name.</summary>
internal sealed class IdentExpr(int offset, string name) : Expr(offset)
{
    public string Name { get; } = name;

    /// <summary>What the name stands for; set by the checker.</summary>
    public CelVariable? Variable { get; set; }
}

/// <summary><c>operand.field</c>, or with <see cref="TestOnly"/> <c>has(operand.field)</c>.</summary>
internal sealed class SelectExpr(int offset, Expr operand, string field, bool testOnly) : Expr(offset)
{
    public Expr Operand { get; } = operand;

    public string Field { get; } = field;

    public bool TestOnly { get; } = testOnly;

    /// <summary>The qualified name this is in truth (<c>google.protobuf.Timestamp</c>); set by the checker.</summary>
    public CelVariable? Variable { get; set; }
}

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

/// <summary><c>[a, ?b]</c>.</summary>
internal sealed class ListExpr(int offset, Expr[] elements, bool[]? optional = null) : Expr(offset)
{
    public Expr[] Elements { get; } = elements;

    /// <summary>Which elements are optional; <c>null</c> for none.</summary>
    public bool[]? Optional { get; } = optional;
}

/// <summary><c>{k: v, ?k: v}</c>.</summary>
internal sealed class MapExpr(int offset, params MapEntry[] entries) : Expr(offset)
{
    public MapEntry[] Entries { get; } = entries;
}

/// <summary>An entry of a map literal; <paramref name="Offset"/> is its colon's.</summary>
internal sealed record MapEntry(int Offset, Expr Key, Expr Value, bool Optional);

/// <summary><c>Name{field: value}</c>.</summary>
internal sealed class StructExpr(int offset, string typeName, StructField[] fields) : Expr(offset)
{
    public string TypeName { get; set; } = typeName;

    public StructField[] Fields { get; } = fields;
}

/// <summary>A field of a message literal; <paramref name="Offset"/> is its colon's.</summary>
internal sealed record StructField(int Offset, string Name, Expr Value, bool Optional);

/// <summary>What stands where something could not be read; an issue was reported.</summary>
internal sealed class InvalidExpr(int offset) : Expr(offset);
