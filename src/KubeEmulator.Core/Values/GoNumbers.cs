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
