using System.Globalization;
using System.Numerics;
using System.Text;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Schemas;

/// <summary>
/// Go's dump of a <c>resource.Quantity</c> as it is after being read: a 64-bit number with a power of ten, and its text where that was
/// canonical at a glance; or, for many digits and large binary suffixes, a decimal of any size, which was rounded to nano.
/// </summary>
internal static class QuantityDump
{
    private const int Nano = 9;

    /// <summary>Writes the struct without its type; an absent quantity is the zero struct.</summary>
    public static void Write(StringBuilder text, Value? value)
    {
        var written = (value as StringValue)?.Text ?? (value as NumberValue)?.Text ?? "";
        if (QuantityParser.TryParseSmall(written, out var small))
        {
            Fields(text, small.Held.Number, small.Held.Scale, null, small.Held.Text, small.Format.ToString());
        }
        else if (Quantity.TryParse(written, out var large, out _))
        {
            Fields(text, 0, 0, large.AtScale(-Nano), null, large.Format.ToString());
        }
        else
        {
            Fields(text, 0, 0, null, null, null);
        }
    }

    private static void Fields(StringBuilder text, long value, int scale, BigInteger? big, string? kept, string? format)
    {
        text.Append(CultureInfo.InvariantCulture, $"{{i:(resource.int64Amount){{value:(int64){value} scale:(resource.Scale){scale}}} d:(resource.infDecAmount){{Dec:(*inf.Dec)");
        if (big is { } amount)
        {
            text.Append("{unscaled:(big.Int){neg:(bool)").Append(amount.Sign < 0 ? "true" : "false").Append(" abs:(big.nat)");
            Words(text, BigInteger.Abs(amount));
            text.Append(CultureInfo.InvariantCulture, $"}} scale:(inf.Scale){Nano}}}");
        }
        else
        {
            text.Append("<nil>");
        }

        text.Append("} s:(string)").Append(kept).Append(" Format:(resource.Format)").Append(format).Append('}');
    }

    // Go keeps large numbers as words of 64 bits, the lowest first.
    private static void Words(StringBuilder text, BigInteger amount)
    {
        var separator = '[';
        for (; !amount.IsZero; amount >>= 64)
        {
            text.Append(separator).Append(CultureInfo.InvariantCulture, $"{(ulong)(amount & ulong.MaxValue)}");
            separator = ' ';
        }

        text.Append(']');
    }
}
