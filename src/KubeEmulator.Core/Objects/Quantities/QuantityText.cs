using System.Globalization;
using System.Numerics;

namespace KubeEmulator.Objects;

/// <summary>
/// The canonical form: the largest suffix with which the number stays whole. Binary suffixes give way to decimal ones
/// below 1024 and where there is a fraction.
/// </summary>
internal static class QuantityText
{
    public static string Canonical(QuantityFormat format, BigAmount amount)
    {
        if (amount.IsZero)
        {
            return "0";
        }

        return format == QuantityFormat.BinarySI && Whole(amount) is { } whole && BigInteger.Abs(whole) >= 1024
            ? Binary(whole)
            : Decimal(amount, format == QuantityFormat.BinarySI ? QuantityFormat.DecimalSI : format);
    }

    private static BigInteger? Whole(BigAmount amount)
    {
        var normal = amount.WithoutTrailingZeros();
        return normal.Scale is < 0 or > 1000 ? null : normal.Unscaled * BigInteger.Pow(10, normal.Scale);
    }

    private static string Binary(BigInteger whole)
    {
        var exponent = 0;
        while ((whole & 1023).IsZero)
        {
            whole >>= 10;
            exponent += 10;
        }

        return whole.ToString(CultureInfo.InvariantCulture) + new QuantitySuffix(QuantityFormat.BinarySI, exponent);
    }

    private static string Decimal(BigAmount amount, QuantityFormat format)
    {
        var (unscaled, scale) = amount.WithoutTrailingZeros();
        while (scale % 3 != 0)
        {
            unscaled *= 10;
            scale--;
        }

        return unscaled.ToString(CultureInfo.InvariantCulture) + new QuantitySuffix(format, scale);
    }
}
