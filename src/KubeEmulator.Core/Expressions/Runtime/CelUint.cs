using System.Globalization;
using KubeEmulator.Values;

namespace KubeEmulator.Expressions;

/// <summary><c>uint</c>.</summary>
internal sealed class CelUint(ulong value) : CelValue
{
    public ulong Value { get; } = value;

    public override CelType Type => CelType.Uint;

    public override bool IsZero => Value == 0;

    public override bool EqualTo(CelValue other) => other is CelUint u ? u.Value == Value : CelNumbers.Equal(this, other);

    public override int Hash() => CelNumbers.Hash(Value);

    public override Value ToJson() => Value <= long.MaxValue ? NumberValue.Of((long)Value) : NumberValue.Of((double)Value);

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
