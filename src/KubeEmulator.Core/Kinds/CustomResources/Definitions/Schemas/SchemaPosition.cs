using KubeEmulator.Objects;

namespace KubeEmulator.Kinds;

/// <summary>What surrounds a schema and so forbids something in it.</summary>
/// <param name="IsRoot">Whether it is the root of the definition's schema.</param>
/// <param name="InsideMetadata">Whether it describes the kind, version or metadata of an object.</param>
/// <param name="NoDefaults">Why no default may be set; null where one may.</param>
/// <param name="Uncorrelatable">The first schema around it whose values cannot be told apart over time; null where there is none.</param>
internal sealed record SchemaPosition(bool IsRoot, bool InsideMetadata, string? NoDefaults, FieldPath? Uncorrelatable)
{
    public static readonly SchemaPosition Root = new(true, false, null, null);

    /// <summary>The position of a schema inside this one.</summary>
    public SchemaPosition Inside => IsRoot ? this with { IsRoot = false } : this;
}
