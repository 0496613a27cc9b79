namespace KubeEmulator.Expressions;

/// <summary>A type as a value; two are equal when they have the same name.</summary>
internal sealed class CelTypeValue(CelType denoted) : CelValue
{
    public CelType Denoted { get; } = denoted;

    public override CelType Type => CelType.Type;

    public override bool EqualTo(CelValue other) => other is CelTypeValue t && t.Denoted.Name == Denoted.Name;

    public override int Hash() => Denoted.Name.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Denoted.Name;
}
