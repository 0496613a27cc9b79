namespace KubeEmulator.Expressions;

/// <summary><c>{k: v, ?k: v}</c>.</summary>
internal sealed class MapExpr(int offset, params MapEntry[] entries) : Expr(offset)
{
    public MapEntry[] Entries { get; } = entries;
}
