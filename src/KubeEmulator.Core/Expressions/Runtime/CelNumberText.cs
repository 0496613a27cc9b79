using System.Globalization;

namespace KubeEmulator.Expressions;

/// <summary>Floating-point numbers as Go's strconv writes them in their shortest form.</summary>
internal static class CelNumberText
{
    /// <summary>Go's <c>%g</c>: an exponent below 1e-4 and from 1e+06 on.</summary>
    public static string General(double value)
    {
        if (NotFinite(value) is { } name)
        {
            return name;
        }

        var (sign, digits, exponent) = Digits(value);
        var scientific = exponent - 1;
        if (scientific is >= -4 and < 6)
        {
            return sign + Place(digits, exponent);
        }

        var mantissa = digits.Length == 1 ? digits : $"{digits[0]}.{digits[1..]}";
        return $"{sign}{mantissa}e{(scientific < 0 ? '-' : '+')}{Math.Abs(scientific).ToString("00", CultureInfo.InvariantCulture)}";
    }

    /// <summary>Go's <c>%f</c> with as many digits as needed.</summary>
    public static string Fixed(double value)
    {
        if (NotFinite(value) is { } name)
        {
            return name;
        }

        var (sign, digits, exponent) = Digits(value);
        return sign + Place(digits, exponent);
    }

    private static string? NotFinite(double value) =>
        double.IsNaN(value) ? "NaN" : double.IsPositiveInfinity(value) ? "+Inf" : double.IsNegativeInfinity(value) ? "-Inf" : null;

    /// <summary>The shortest digits and where the point stands: value = 0.digits × 10^exponent.</summary>
    private static (string Sign, string Digits, int Exponent) Digits(double value)
    {
        var text = value.ToString("E16", CultureInfo.InvariantCulture);
        var shortest = value.ToString("R", CultureInfo.InvariantCulture);
        var sign = text[0] == '-' ? "-" : "";
        if (value == 0)
        {
            return (sign, "0", 1);
        }

        var mark = shortest.IndexOf('E', StringComparison.Ordinal);
        var digits = (mark < 0 ? shortest : shortest[..mark]).Replace(".", "", StringComparison.Ordinal).TrimStart('-').TrimStart('0').TrimEnd('0');

        // Rounding in E16 may carry (9.99... to 1.0): take the exponent from the shortest form itself.
        var exponent = mark >= 0
            ? int.Parse(shortest.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) + 1
            : PointOf(shortest.TrimStart('-'));
        return (sign, digits, exponent);
    }

    private static int PointOf(string plain)
    {
        var point = plain.IndexOf('.', StringComparison.Ordinal);
        var whole = (point < 0 ? plain : plain[..point]).TrimStart('0');
        if (whole.Length > 0)
        {
            return whole.Length;
        }

        var fraction = plain[(point + 1)..];
        return -(fraction.Length - fraction.TrimStart('0').Length);
    }

    private static string Place(string digits, int exponent) => exponent switch
    {
        <= 0 => "0." + new string('0', -exponent) + digits,
        _ when exponent >= digits.Length => digits + new string('0', exponent - digits.Length),
        _ => digits[..exponent] + "." + digits[exponent..],
    };
}
