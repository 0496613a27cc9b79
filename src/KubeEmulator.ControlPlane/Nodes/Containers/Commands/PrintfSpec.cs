using System.Globalization;

namespace KubeEmulator.Nodes.Containers.Commands;

/// <summary>The flags, width and precision of one directive of printf.</summary>
internal sealed record PrintfSpec
{
    public string Flags { get; set; } = "";

    public int Width { get; set; }

    public int? Precision { get; set; }

    public string Text(string text) => Pad(Precision < text.Length ? text[..Precision.Value] : text, "");

    public string Integer(long value, char kind)
    {
        var digits = kind switch
        {
            'o' => Convert.ToString(value, 8),
            'x' => value.ToString("x", CultureInfo.InvariantCulture),
            'X' => value.ToString("X", CultureInfo.InvariantCulture),
            'u' => ((ulong)value).ToString(CultureInfo.InvariantCulture),
            _ => value.ToString(CultureInfo.InvariantCulture).TrimStart('-'),
        };
        digits = digits.PadLeft(Precision ?? 1, '0');
        var sign = kind is 'd' or 'i' ? Sign(value < 0) : !Flags.Contains('#', StringComparison.Ordinal) || value == 0 ? "" : kind switch { 'x' => "0x", 'X' => "0X", 'o' => "0", _ => "" };
        return Pad(digits, sign, zeros: Precision is null);
    }

    public string Real(double value, char kind)
    {
        var precision = Precision ?? 6;
        var body = char.ToLowerInvariant(kind) switch
        {
            'f' => Math.Abs(value).ToString("F" + precision, CultureInfo.InvariantCulture),
            'e' => Exponential(Math.Abs(value), precision),
            _ => General(Math.Abs(value), precision == 0 ? 1 : precision),
        };
        return Pad(char.IsAsciiLetterUpper(kind) ? body.ToUpperInvariant() : body, Sign(double.IsNegative(value)), zeros: true);
    }

    private static string Exponential(double value, int precision) =>
        value.ToString((precision == 0 ? "0" : "0." + new string('0', precision)) + "e+00", CultureInfo.InvariantCulture);

    private static string General(double value, int precision)
    {
        var exponent = value == 0 ? 0 : (int)Math.Floor(Math.Log10(double.Parse(value.ToString("E" + (precision - 1), CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)));
        if (exponent < -4 || exponent >= precision)
        {
            var text = Exponential(value, precision - 1);
            var at = text.IndexOf('e', StringComparison.Ordinal);
            return (text[..at].Contains('.', StringComparison.Ordinal) ? text[..at].TrimEnd('0').TrimEnd('.') : text[..at]) + text[at..];
        }

        var fixedText = value.ToString("F" + (precision - 1 - exponent), CultureInfo.InvariantCulture);
        return fixedText.Contains('.', StringComparison.Ordinal) ? fixedText.TrimEnd('0').TrimEnd('.') : fixedText;
    }

    private string Sign(bool negative) => negative ? "-" : Flags.Contains('+', StringComparison.Ordinal) ? "+" : Flags.Contains(' ', StringComparison.Ordinal) ? " " : "";

    private string Pad(string body, string sign, bool zeros = false)
    {
        var missing = Width - body.Length - sign.Length;
        if (missing <= 0)
        {
            return sign + body;
        }

        return Flags.Contains('-', StringComparison.Ordinal) ? sign + body + new string(' ', missing)
            : zeros && Flags.Contains('0', StringComparison.Ordinal) ? sign + new string('0', missing) + body
            : new string(' ', missing) + sign + body;
    }
}
