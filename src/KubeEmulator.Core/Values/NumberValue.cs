using System.Globalization;
using System.Text.Json;

namespace KubeEmulator.Values;

/// <summary>
/// A JSON number. The digits as written are kept, so <c>1.0</c> and 64-bit integers survive a round trip;
/// <see cref="IsInteger"/> follows Go's unstructured decoding: a number without fraction and exponent that
/// fits 64 bits is an integer, everything else is a float64.
/// </summary>
public sealed class NumberValue : Value
{
    // Stands where an integer has no text, so that a number is two words: documents have thousands.
    private static readonly string Integer = new('i', 1);
    private static readonly NumberValue[] Small = [.. Enumerable.Range(-1, 130).Select(i => new NumberValue(i))];

    private readonly long _bits;
    private readonly string? _text;

    private NumberValue(long integer) => (_bits, _text) = (integer, Integer);

    private NumberValue(double value, string? text) => (_bits, _text) = (BitConverter.DoubleToInt64Bits(value), text);

    /// <summary>Whether the number is a 64-bit integer written without fraction and exponent.</summary>
    public bool IsInteger => ReferenceEquals(_text, Integer);

    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Number;

    /// <summary>The number as a float64.</summary>
    public double AsDouble => IsInteger ? _bits : Float;

    private double Float => BitConverter.Int64BitsToDouble(_bits);

    /// <summary>The digits: as written, or Go's shortest form where the number was computed.</summary>
    public string Text => IsInteger ? _bits.ToString(CultureInfo.InvariantCulture) : _text ?? GoNumbers.Format(Float);

    /// <summary>An integer.</summary>
    public static NumberValue Of(long value) => value is >= -1 and < 129 ? Small[value + 1] : new NumberValue(value);

    /// <summary>A float64; always <see cref="IsInteger"/> false.</summary>
    public static NumberValue Of(double value) => new(value, null);

    /// <summary>A number from its JSON digits.</summary>
    /// <exception cref="ValueFormatException">Not a JSON number, or outside the range of a float64.</exception>
    public static NumberValue FromDigits(string digits)
    {
        if (digits.AsSpan().IndexOfAny('.', 'e', 'E') < 0 && long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer) && digits != "-0")
        {
            return Of(integer);
        }

        if (!double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
        {
            throw new ValueFormatException($"json: cannot unmarshal number {digits} into Go value of type float64");
        }

        return new NumberValue(value, digits);
    }

    /// <summary>The integer, when the number is one or is a float without fraction that fits 64 bits.</summary>
    public bool TryGetInt64(out long value)
    {
        if (IsInteger)
        {
            value = _bits;
            return true;
        }

        value = 0;
        var number = Float;
        if (Math.Truncate(number) != number || number < -9.2233720368547758E18 || number >= 9.2233720368547758E18)
        {
            return false;
        }

        value = (long)number;
        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(Value? other) =>
        ReferenceEquals(this, other)
        || (other is NumberValue n && (IsInteger && n.IsInteger ? _bits == n._bits : AsDouble.Equals(n.AsDouble)));

    /// <inheritdoc/>
    public override int GetHashCode() => AsDouble.GetHashCode();

    /// <inheritdoc/>
    public override void WriteTo(Utf8JsonWriter writer)
    {
        if (IsInteger)
        {
            writer.WriteNumberValue(_bits);
        }
        else
        {
            writer.WriteRawValue(Text, skipInputValidation: true);
        }
    }
}
