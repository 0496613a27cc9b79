using System.Globalization;
using System.Numerics;

namespace KubeEmulator.Objects;

/// <summary>Text to <see cref="Quantity"/>; the rule followed is apimachinery's <c>pkg/api/resource/quantity.go</c>, <c>suffix.go</c>.</summary>
internal static class QuantityParser
{
    private const string WrongFormat = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
    private const string WrongNumber = "unable to parse numeric part of quantity";
    private const string WrongSuffix = "unable to parse quantity's suffix";

    // So many digits always fit 64 bits.
    private const int SafeDigits = 18;
    private const int Nano = -9;

    public static bool TryParse(string text, out Quantity quantity, out string error)
    {
        quantity = default;
        error = "";
        if (text.Length == 0 || !TrySplit(text, out var parts))
        {
            error = WrongFormat;
            return false;
        }

        if (text == "0")
        {
            quantity = new Quantity(0, 0, QuantityFormat.DecimalSI, text);
            return true;
        }

        if (!QuantitySuffix.TryParse(parts.Suffix, out var suffix))
        {
            error = WrongSuffix;
            return false;
        }

        if (TryFast(text, parts, suffix, ref quantity))
        {
            return true;
        }

        if (!BigInteger.TryParse($"{parts.Whole}{parts.Fraction}", NumberStyles.None, CultureInfo.InvariantCulture, out var digits))
        {
            error = WrongNumber;
            return false;
        }

        quantity = Slow(digits, parts, suffix);
        return true;
    }

    /// <summary>Whether the server reads the text into a 64-bit number and a power of ten, and not into a decimal of any size.</summary>
    public static bool TryParseSmall(string text, out Quantity quantity)
    {
        quantity = new Quantity(0, 0, QuantityFormat.DecimalSI, text);
        return text == "0" || (TrySplit(text, out var parts) && QuantitySuffix.TryParse(parts.Suffix, out var suffix) && TryFast(text, parts, suffix, ref quantity));
    }

    // The server keeps the text of what it finds canonical at a glance, and so do we: 1.500 stays, 1.5 becomes 1500m.
    private static bool TryFast(string text, in Parts parts, QuantitySuffix suffix, ref Quantity quantity)
    {
        var digits = parts.Whole.Length + parts.Fraction.Length;
        var binary = suffix.Format == QuantityFormat.BinarySI;
        if (binary && parts.Fraction.Length > 0)
        {
            return false;
        }

        var room = binary ? 15 - digits - (suffix.Exponent * 3 / 10) - 1 : SafeDigits - digits;
        var scale = (binary ? 0 : suffix.Exponent) - parts.Fraction.Length;
        if (room < 0 || scale < Nano)
        {
            return false;
        }

        var number = $"{parts.Whole}{parts.Fraction}";
        var value = long.Parse(number, NumberStyles.None, CultureInfo.InvariantCulture);
        var amount = binary ? value << suffix.Exponent : value;
        var canonical = binary ? (value & 7) != 0 : scale % 3 == 0 && !number.EndsWith("000", StringComparison.Ordinal) && number[0] != '0';
        quantity = new Quantity(parts.Negative ? -amount : amount, scale, suffix.Format, canonical ? text : null);
        return true;
    }

    private static Quantity Slow(BigInteger digits, in Parts parts, QuantitySuffix suffix)
    {
        var binary = suffix.Format == QuantityFormat.BinarySI;
        var amount = new BigAmount(
            binary ? digits << suffix.Exponent : digits,
            (int)Math.Clamp((binary ? 0L : suffix.Exponent) - parts.Fraction.Length, int.MinValue / 2, int.MaxValue / 2));
        amount = amount.RoundAwayFromZero(Nano);
        var format = suffix.Format;
        if (binary && amount.CompareTo(new BigAmount(long.MaxValue, 0)) > 0)
        {
            amount = new BigAmount(long.MaxValue, 0);
        }

        if (binary && !amount.IsZero && amount.CompareTo(new BigAmount(1, 0)) < 0)
        {
            format = QuantityFormat.DecimalSI;
        }

        return new Quantity(parts.Negative ? amount.Negate() : amount, format);
    }

    // [sign] digits [. digits] letters [sign] digits
    private static bool TrySplit(string text, out Parts parts)
    {
        var at = text[0] is '-' or '+' ? 1 : 0;
        var negative = text[0] == '-';
        while (at < text.Length && text[at] == '0')
        {
            at++;
        }

        var whole = Digits(text, ref at);
        var fraction = "";
        if (at < text.Length && text[at] == '.')
        {
            at++;
            fraction = Digits(text, ref at);
        }

        var suffixStart = at;
        while (at < text.Length && "eEinumkKMGTP".Contains(text[at], StringComparison.Ordinal))
        {
            at++;
        }

        if (at < text.Length && text[at] is '-' or '+' && at < text.Length)
        {
            at++;
        }

        Digits(text, ref at);
        parts = new Parts(negative, whole.Length == 0 ? "0" : whole, fraction, text[suffixStart..]);
        return at == text.Length;
    }

    private static string Digits(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
        }

        return text[start..at];
    }

    private readonly record struct Parts(bool Negative, string Whole, string Fraction, string Suffix);
}
