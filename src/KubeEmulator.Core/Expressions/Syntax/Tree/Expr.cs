namespace KubeEmulator.Expressions;

/// <summary>A node of the syntax tree; the checker notes the type on it.</summary>
internal abstract class Expr(int offset)
{
    /// <summary>Where messages about this node point.</summary>
    public int Offset { get; } = offset;

    /// <summary>How deep the nodes below nest; the parser bounds it.</summary>
    public int Depth { get; set; }

    /// <summary>The type the checker found; dynamic until then.</summary>
    public CelType Type { get; set; } = CelType.Dyn;
}
