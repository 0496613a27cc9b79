using System.Globalization;

namespace KubeEmulator.Values;

/// <summary>Go's text forms of numbers, which clients see in documents and messages.</summary>
internal static class GoNumbers
{
    /// <summary>
    /// A float64 as Go's encoding/json writes it: the shortest digits that read back the same,
    /// plain between 1e-6 and 1e21, with an exponent outside.
    /// </summary>
    public static string Format(double value)
    {
        var magnitude = Math.Abs(value);
        var shortest = value.ToString("R", CultureInfo.InvariantCulture);
        if (magnitude != 0 && (magnitude < 1e-6 || magnitude >= 1e21))
        {
            return Exponential(shortest, value);
        }

        return shortest.Contains('E', StringComparison.Ordinal) ? Plain(shortest) : shortest;
    }

    /// <summary>A float64 as Go's <c>strconv</c> writes it in the general format, which YAML uses: from a million on, and below 1e-4, with an exponent of two digits at least.</summary>
    public static string FormatGeneral(double value) => General(value.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>A float32 in the general format.</summary>
    public static string FormatGeneral(float value) => General(value.ToString("R", CultureInfo.InvariantCulture));

    // shortest: -1234.5, 0.00012, 1.5E-07
    private static string General(string shortest)
    {
        var split = shortest.IndexOf('E', StringComparison.Ordinal);
        var mantissa = (split < 0 ? shortest : shortest[..split]).TrimStart('-');
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? mantissa : mantissa[..point];
        var all = whole + (point < 0 ? "" : mantissa[(point + 1)..]);
        var digits = all.Trim('0');
        if (digits.Length == 0)
        {
            return shortest[0] == '-' ? "-0" : "0";
        }

        var leadingZeros = all.Length - all.TrimStart('0').Length;
        var exponent = whole.Length - 1 - leadingZeros + (split < 0 ? 0 : int.Parse(shortest.AsSpan(split + 1), CultureInfo.InvariantCulture));
        if (exponent is >= -4 and < 6)
        {
            return split < 0 ? shortest : Plain(shortest);
        }

        return string.Create(CultureInfo.InvariantCulture, $"{(shortest[0] == '-' ? "-" : "")}{digits[0]}{(digits.Length > 1 ? "." : "")}{digits[1..]}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");
    }

    private static string Exponential(string shortest, double value)
    {
        var text = shortest.Contains('E', StringComparison.Ordinal) ? shortest : value.ToString("E16", CultureInfo.InvariantCulture);
        var split = text.IndexOf('E', StringComparison.Ordinal);
        var mantissa = text[..split];
        if (mantissa.Contains('.', StringComparison.Ordinal))
        {
            mantissa = mantissa.TrimEnd('0').TrimEnd('.');
        }

        var exponent = int.Parse(text[(split + 1)..], CultureInfo.InvariantCulture);
        // Go cleans e-09 to e-9 and writes e+21 with its sign.
        return exponent < 0 ? $"{mantissa}e-{-exponent}" : $"{mantissa}e+{exponent}";
    }

    private static string Plain(string shortest) =>
        decimal.TryParse(shortest, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact)
            ? exact.ToString(CultureInfo.InvariantCulture)
            : shortest;
}
