using KubeEmulator.Objects;

namespace KubeEmulator.Expressions;

/// <summary>A resource quantity.</summary>
internal sealed class CelQuantity(Quantity quantity) : CelOpaque
{
    public Quantity Quantity { get; } = quantity;

    public override CelType Type => CelKubernetesTypes.Quantity;

    public override bool EqualTo(CelValue other) => other is CelQuantity q && q.Quantity == Quantity;

    public override int Hash() => Quantity.GetHashCode();

    public override KubeEmulator.Values.Value ToJson() => Quantity.ToString();

    public override string ToString() => Quantity.ToString();
}
