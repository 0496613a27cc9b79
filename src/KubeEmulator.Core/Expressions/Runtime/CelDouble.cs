using KubeEmulator.Values;

namespace KubeEmulator.Expressions;

/// <summary><c>double</c>.</summary>
internal sealed class CelDouble(double value) : CelValue
{
    public double Value { get; } = value;

    public override CelType Type => CelType.Double;

    public override bool IsZero => Value == 0;

    public override bool EqualTo(CelValue other) => CelNumbers.Equal(this, other);

    public override int Hash() => CelNumbers.Hash(Value);

    public override Value ToJson() => NumberValue.Of(Value);

    public override string ToString() => CelNumberText.General(Value);
}
