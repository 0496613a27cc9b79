using System.Globalization;
using KubeEmulator.Values;

namespace KubeEmulator.Expressions;

/// <summary><c>int</c>.</summary>
internal sealed class CelInt : CelValue
{
    public static readonly CelInt Zero;
    public static readonly CelInt One;
    public static readonly CelInt MinusOne;
    private static readonly CelInt[] Small = [.. Enumerable.Range(-1, 258).Select(i => new CelInt(i))];

    static CelInt()
    {
        MinusOne = Small[0];
        Zero = Small[1];
        One = Small[2];
    }

    private CelInt(long value) => Value = value;

    public long Value { get; }

    public override CelType Type => CelType.Int;

    public override bool IsZero => Value == 0;

    public static CelInt Of(long value) => value is >= -1 and < 257 ? Small[value + 1] : new CelInt(value);

    public override bool EqualTo(CelValue other) => other is CelInt i ? i.Value == Value : CelNumbers.Equal(this, other);

    public override int Hash() => CelNumbers.Hash(Value);

    public override Value ToJson() => NumberValue.Of(Value);

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
