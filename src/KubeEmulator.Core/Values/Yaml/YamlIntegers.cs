using System.Globalization;

namespace KubeEmulator.Values;

/// <summary>Integers with Go's base prefixes: <c>0x1f</c>, <c>0o17</c>, <c>017</c>, <c>0b11</c>.</summary>
internal static class YamlIntegers
{
    /// <summary>The number of up to 64 bits, signed or not; null where the text is none.</summary>
    public static NumberValue? TryParse(string text)
    {
        var negative = text.StartsWith('-');
        var digits = negative || text.StartsWith('+') ? text.AsSpan(1) : text;
        var numberBase = 10;
        if (digits.Length > 1 && digits[0] == '0')
        {
            numberBase = char.ToLowerInvariant(digits[1]) switch { 'x' => 16, 'o' => 8, 'b' => 2, _ => 0 };
            digits = numberBase == 0 ? digits[1..] : digits[2..];
            numberBase = numberBase == 0 ? 8 : numberBase;
        }

        if (!TryMagnitude(digits, (uint)numberBase, out var magnitude))
        {
            return null;
        }

        if (negative)
        {
            return magnitude <= 1UL << 63 ? NumberValue.Of(unchecked(-(long)magnitude)) : null;
        }

        // A sign is only for numbers that fit a signed one.
        return magnitude <= long.MaxValue ? NumberValue.Of((long)magnitude)
            : text[0] == '+' ? null
            : NumberValue.FromDigits(magnitude.ToString(CultureInfo.InvariantCulture));
    }

    private static bool TryMagnitude(ReadOnlySpan<char> digits, uint numberBase, out ulong magnitude)
    {
        magnitude = 0;
        foreach (var c in digits)
        {
            var digit = char.IsAsciiHexDigit(c) ? (uint)Convert.ToInt32(c.ToString(), 16) : uint.MaxValue;
            var next = ((UInt128)magnitude * numberBase) + digit;
            if (digit >= numberBase || next > ulong.MaxValue)
            {
                return false;
            }

            magnitude = (ulong)next;
        }

        return digits.Length > 0;
    }
}
