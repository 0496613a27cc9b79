namespace KubeEmulator.Expressions;

/// <summary><c>Name{field: value}</c>.</summary>
internal sealed class StructExpr(int offset, string typeName, StructField[] fields) : Expr(offset)
{
    public string TypeName { get; set; } = typeName;

    public StructField[] Fields { get; } = fields;
}
