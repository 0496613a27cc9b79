using System.Globalization;
using System.Numerics;
using KubeEmulator.Values;

namespace KubeEmulator.Objects;

/// <summary>
/// An exact amount of a resource, such as <c>100m</c> or <c>1.5Gi</c>; apimachinery's <c>pkg/api/resource</c>.
/// It remembers the sort of suffix it was written with, and until it is computed with also its text.
/// Two quantities are equal when their amounts are.
/// </summary>
public readonly struct Quantity : IEquatable<Quantity>, IComparable<Quantity>
{
    // Nearly every amount is a 64-bit number times a power of ten; the others are on the heap.
    private readonly long _value;
    private readonly int _scale;
    private readonly BigAmount? _big;
    private readonly string? _text;

    internal Quantity(long value, int scale, QuantityFormat format, string? text = null)
    {
        _value = value;
        _scale = scale;
        Format = format;
        _text = text;
    }

    internal Quantity(BigAmount big, QuantityFormat format)
    {
        Format = format;
        if (big.TryGetInt64(out _value))
        {
            _scale = big.Scale;
        }
        else
        {
            _big = big;
        }
    }

    /// <summary>Zero.</summary>
    public static Quantity Zero => default;

    /// <summary>Which suffixes the quantity is written with.</summary>
    public QuantityFormat Format { get; }

    /// <summary>-1, 0 or 1.</summary>
    public int Sign => _big is null ? Math.Sign(_value) : _big.Unscaled.Sign;

    /// <summary>Whether the amount is zero.</summary>
    public bool IsZero => Sign == 0;

    /// <summary>How a quantity of 64 bits is held: the number, its power of ten, the text that was kept.</summary>
    internal (long Number, int Scale, string? Text) Held => (_value, _scale, _text);

    /// <summary>The amount in units of 10^<paramref name="scale"/>; null where it is no whole number of them, or a very long one.</summary>
    internal BigInteger? AtScale(int scale) => Big().AtScale(scale);

    /// <summary>The amount rounded up to an integer; 0 where it does not fit 64 bits.</summary>
    public long Value => ScaledValue(0);

    /// <summary>A thousand times the amount, rounded up to an integer; 0 where it does not fit 64 bits.</summary>
    public long MilliValue => ScaledValue(-3);

    /// <summary>Reads a quantity.</summary>
    /// <exception cref="FormatException">Not a quantity; the message is Kubernetes' own.</exception>
    public static Quantity Parse(string text) => TryParse(text, out var quantity, out var error) ? quantity : throw new FormatException(error);

    /// <summary>Reads a quantity; <paramref name="error"/> says in Kubernetes' words why it is none, and is empty otherwise.</summary>
    public static bool TryParse(string text, out Quantity quantity, out string error) => QuantityParser.TryParse(text, out quantity, out error);

    /// <summary>Reads a quantity; zero where it is none.</summary>
    public static Quantity ParseOrZero(string text) => TryParse(text, out var quantity, out _) ? quantity : default;

    /// <summary>The quantity in a document: a string or a number; <c>null</c> for anything else and for what is malformed.</summary>
    public static Quantity? From(Value? value) => value switch
    {
        StringValue text when TryParse(text.Text.Trim(), out var quantity, out _) => quantity,
        NumberValue number when TryParse(number.Text, out var quantity, out _) => quantity,
        _ => null,
    };

    /// <summary>A quantity of <paramref name="value"/> units.</summary>
    public static Quantity Of(long value, QuantityFormat format = QuantityFormat.DecimalSI) => new(value, 0, format);

    /// <summary>A quantity of <paramref name="value"/> thousandths.</summary>
    public static Quantity OfMilli(long value, QuantityFormat format = QuantityFormat.DecimalSI) => new(value, -3, format);

    /// <summary>The sum; a zero on the left takes the other's format.</summary>
    public static Quantity operator +(Quantity left, Quantity right) => left.Add(right);

    /// <summary>The difference; a zero on the left takes the other's format.</summary>
    public static Quantity operator -(Quantity left, Quantity right) => left.Add(right.Negate());

    /// <summary>The negative amount.</summary>
    public static Quantity operator -(Quantity quantity) => quantity.Negate();

    /// <summary>Compares amounts.</summary>
    public static bool operator ==(Quantity left, Quantity right) => left.CompareTo(right) == 0;

    /// <summary>Compares amounts.</summary>
    public static bool operator !=(Quantity left, Quantity right) => left.CompareTo(right) != 0;

    /// <summary>Compares amounts.</summary>
    public static bool operator <(Quantity left, Quantity right) => left.CompareTo(right) < 0;

    /// <summary>Compares amounts.</summary>
    public static bool operator >(Quantity left, Quantity right) => left.CompareTo(right) > 0;

    /// <summary>Compares amounts.</summary>
    public static bool operator <=(Quantity left, Quantity right) => left.CompareTo(right) <= 0;

    /// <summary>Compares amounts.</summary>
    public static bool operator >=(Quantity left, Quantity right) => left.CompareTo(right) >= 0;

    /// <summary>The larger of two amounts, the left one where they are equal.</summary>
    public static Quantity Max(Quantity left, Quantity right) => left >= right ? left : right;

    /// <summary>The smaller of two amounts, the left one where they are equal.</summary>
    public static Quantity Min(Quantity left, Quantity right) => left <= right ? left : right;

    /// <summary>The sum; a zero here takes the other's format.</summary>
    public Quantity Add(Quantity other)
    {
        var format = IsZero ? other.Format : Format;
        if (_big is null && other._big is null)
        {
            if (_scale == other._scale && !Overflows(_value, other._value, out var sum))
            {
                return new Quantity(sum, _scale, format);
            }

            if (other._value == 0)
            {
                return new Quantity(_value, _scale, format);
            }

            if (_value == 0)
            {
                return new Quantity(other._value, other._scale, format);
            }
        }

        return new Quantity(Big().Add(other.Big()), format);
    }

    /// <summary>The difference; a zero here takes the other's format.</summary>
    public Quantity Subtract(Quantity other) => Add(other.Negate());

    /// <summary>The negative amount.</summary>
    public Quantity Negate() =>
        _big is null && _value != long.MinValue ? new Quantity(-_value, _scale, Format) : new Quantity(Big().Negate(), Format);

    /// <summary>The amount times an integer.</summary>
    public Quantity Multiply(long factor) => new(new BigAmount(Big().Unscaled * factor, Big().Scale), Format);

    /// <summary>
    /// The amount rounded away from zero to a multiple of 10^<paramref name="scale"/>;
    /// <paramref name="exact"/> says whether nothing was lost.
    /// </summary>
    public Quantity RoundUp(int scale, out bool exact)
    {
        var rounded = new Quantity(Big().RoundAwayFromZero(scale), Format);
        exact = rounded == this;
        return exact ? this : rounded;
    }

    /// <summary>The amount divided by 10^<paramref name="scale"/> and rounded up to an integer; 0 where it does not fit 64 bits.</summary>
    public long ScaledValue(int scale)
    {
        if (_big is null && _scale == scale)
        {
            return _value;
        }

        var rounded = Big().RoundAwayFromZero(scale);
        return rounded.AtScale(scale) is { } unscaled && unscaled >= long.MinValue && unscaled <= long.MaxValue ? (long)unscaled : 0;
    }

    /// <summary>The amount as a floating-point number, with the nearest loss of precision.</summary>
    public double ToDouble() =>
        _big is null && _scale == 0 ? _value : double.Parse($"{Big().Unscaled}e{Big().Scale}", NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public int CompareTo(Quantity other) =>
        _big is null && other._big is null && _scale == other._scale ? _value.CompareTo(other._value) : Big().CompareTo(other.Big());

    /// <inheritdoc/>
    public bool Equals(Quantity other) => CompareTo(other) == 0;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Quantity other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var normal = Big().WithoutTrailingZeros();
        return HashCode.Combine(normal.Unscaled, normal.IsZero ? 0 : normal.Scale);
    }

    /// <summary>The text as it was read, where that was canonical enough for the server to keep it; else the canonical form.</summary>
    public override string ToString() => _text ?? Canonical();

    /// <summary>The canonical form, whatever text the quantity was read from.</summary>
    public string Canonical() => QuantityText.Canonical(Format, Big());

    private static bool Overflows(long left, long right, out long sum)
    {
        sum = unchecked(left + right);
        return ((left ^ sum) & (right ^ sum)) < 0;
    }

    private BigAmount Big() => _big ?? new BigAmount(_value, _scale);
}
