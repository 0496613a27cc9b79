using System.Globalization;

namespace KubeEmulator.Objects;

/// <summary>A quantity's suffix: an exponent of ten, or of two for the binary ones.</summary>
internal readonly record struct QuantitySuffix(QuantityFormat Format, int Exponent)
{
    private static readonly string[] Decimal = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];
    private static readonly string[] Binary = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];

    public static bool TryParse(string text, out QuantitySuffix suffix)
    {
        suffix = default;
        if (Array.IndexOf(Decimal, text) is var ten and >= 0)
        {
            suffix = new QuantitySuffix(QuantityFormat.DecimalSI, (ten - 3) * 3);
            return true;
        }

        if (Array.IndexOf(Binary, text) is var two and >= 0)
        {
            suffix = new QuantitySuffix(QuantityFormat.BinarySI, two * 10);
            return true;
        }

        if (text[0] is not ('e' or 'E') || !long.TryParse(text.AsSpan(1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent))
        {
            return false;
        }

        suffix = new QuantitySuffix(QuantityFormat.DecimalExponent, (int)Math.Clamp(exponent, -1_000_000_000, 1_000_000_000));
        return true;
    }

    /// <summary>The text; empty for exponents that have no suffix, as the server writes them.</summary>
    public override string ToString() => Format switch
    {
        QuantityFormat.BinarySI => Exponent is >= 0 and <= 60 ? Binary[Exponent / 10] : "",
        QuantityFormat.DecimalSI => Exponent is >= -9 and <= 18 ? Decimal[(Exponent / 3) + 3] : "",
        _ => Exponent == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"e{Exponent}"),
    };
}
