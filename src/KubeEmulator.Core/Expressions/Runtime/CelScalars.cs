using System.Globalization;
using System.Text;
using KubeEmulator.Values;

namespace KubeEmulator.Expressions;

/// <summary><c>bool</c>.</summary>
internal sealed class CelBool : CelValue
{
    public static readonly CelBool True = new(true);
    public static readonly CelBool False = new(false);

    private CelBool(bool value) => Value = value;

    public bool Value { get; }

    public override CelType Type => CelType.Bool;

    public override bool IsZero => !Value;

    public static CelBool Of(bool value) => value ? True : False;

    public override bool EqualTo(CelValue other) => ReferenceEquals(this, other);

    public override int Hash() => Value ? 1 : 2;

    public override Value ToJson() => BoolValue.Of(Value);

    public override string ToString() => Value ? "true" : "false";
}

/// <summary><c>null</c>.</summary>
internal sealed class CelNull : CelValue
{
    public static readonly CelNull Instance = new();

    private CelNull()
    {
    }

    public override CelType Type => CelType.Null;

    public override bool IsZero => true;

    public override bool EqualTo(CelValue other) => other is CelNull;

    public override Value ToJson() => KubeEmulator.Values.Value.Null;

    // The number behind protobuf's NullValue.
    public override string ToString() => "0";
}

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

/// <summary><c>string</c>.</summary>
internal sealed class CelString : CelValue
{
    public static readonly CelString Empty = new("");
    private long _size = -1;

    private CelString(string text) => Text = text;

    public string Text { get; }

    public override CelType Type => CelType.String;

    /// <summary>The number of code points.</summary>
    public override long Size
    {
        get
        {
            if (_size < 0)
            {
                var low = 0;
                foreach (var c in Text)
                {
                    low += char.IsLowSurrogate(c) ? 1 : 0;
                }

                _size = Text.Length - low;
            }

            return _size;
        }
    }

    public override bool IsZero => Text.Length == 0;

    /// <summary>Whether characters and UTF-16 units are one and the same.</summary>
    public bool IsPlain => Size == Text.Length;

    public static CelString Of(string text) => text.Length == 0 ? Empty : new CelString(text);

    public override bool EqualTo(CelValue other) => other is CelString s && string.Equals(s.Text, Text, StringComparison.Ordinal);

    public override int Hash() => Text.GetHashCode(StringComparison.Ordinal);

    public override Value ToJson() => Text;

    public override string ToString() => Text;
}

/// <summary><c>bytes</c>.</summary>
internal sealed class CelBytes(byte[] bytes) : CelValue
{
    public byte[] Bytes { get; } = bytes;

    public override CelType Type => CelType.Bytes;

    public override long Size => Bytes.Length;

    public override bool IsZero => Bytes.Length == 0;

    public override bool EqualTo(CelValue other) => other is CelBytes b && b.Bytes.AsSpan().SequenceEqual(Bytes);

    public override int Hash()
    {
        var hash = default(HashCode);
        hash.AddBytes(Bytes);
        return hash.ToHashCode();
    }

    public override Value ToJson() => Convert.ToBase64String(Bytes);

    public override string ToString() => Encoding.UTF8.GetString(Bytes);
}
