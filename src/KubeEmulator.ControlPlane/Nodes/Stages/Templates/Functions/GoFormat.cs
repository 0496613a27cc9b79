using System.Globalization;
using System.Text;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Nodes.Stages.Templates.Functions;

/// <summary>Go's <c>fmt.Sprintf</c> for the verbs that documents need: <c>%v %s %q %d %t %f %e %g %x %X %c %%</c> with flags, width and precision.</summary>
internal static class GoFormat
{
    private const int MostWidth = 1000;

    public static string Format(string format, IReadOnlyList<Value> arguments)
    {
        var text = new StringBuilder();
        var next = 0;
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%')
            {
                text.Append(format[i]);
                continue;
            }

            var start = ++i;
            while (i < format.Length && "+-# 0".Contains(format[i], StringComparison.Ordinal))
            {
                i++;
            }

            var flags = format[start..i];
            var width = Digits(format, ref i);
            var precision = -1;
            if (i < format.Length && format[i] == '.')
            {
                i++;
                precision = Digits(format, ref i);
            }

            if (i >= format.Length)
            {
                text.Append("%!(NOVERB)");
            }
            else if (format[i] == '%')
            {
                text.Append('%');
            }
            else
            {
                text.Append(next < arguments.Count ? Pad(One(format[i], flags, precision, arguments[next++]), flags, width) : $"%!{format[i]}(MISSING)");
            }
        }

        return next < arguments.Count
            ? text.Append("%!(EXTRA ").AppendJoin(", ", arguments.Skip(next).Select(a => $"{GoType(a)}={TemplateValues.Text(a)}")).Append(')').ToString()
            : text.ToString();
    }

    private static string One(char verb, string flags, int precision, Value value) => (verb, value) switch
    {
        ('v', NullValue) => "<nil>",
        ('v', _) => TemplateValues.Text(value),
        ('s', StringValue text) => precision >= 0 && precision < text.Text.Length ? text.Text[..precision] : text.Text,
        ('s', ListValue or MapValue) => TemplateValues.Text(value),
        ('q', StringValue text) => GoText.Quote(text.Text),
        ('t', BoolValue) => TemplateValues.Text(value),
        ('d', NumberValue number) when number.TryGetInt64(out var integer) => Sign(integer >= 0, flags) + integer.ToString(CultureInfo.InvariantCulture),
        ('x' or 'X', NumberValue number) when number.TryGetInt64(out var integer) => integer.ToString(verb.ToString(), CultureInfo.InvariantCulture),
        ('x', StringValue text) => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text.Text)),
        ('X', StringValue text) => Convert.ToHexString(Encoding.UTF8.GetBytes(text.Text)),
        ('c', NumberValue number) when number.TryGetInt64(out var code) && code is >= 0 and <= 0x10FFFF && Rune.IsValid((int)code) => new Rune((int)code).ToString(),
        ('f' or 'F', NumberValue number) => Sign(number.AsDouble >= 0, flags) + number.AsDouble.ToString($"F{(precision < 0 ? 6 : precision)}", CultureInfo.InvariantCulture),
        ('e', NumberValue number) => number.AsDouble.ToString($"0.{new string('0', precision < 0 ? 6 : precision)}e+00", CultureInfo.InvariantCulture),
        ('g', NumberValue number) => number.Text,
        _ => $"%!{verb}({GoType(value)}={TemplateValues.Text(value)})",
    };

    private static string GoType(Value value) => value switch
    {
        NullValue => "<nil>",
        ListValue => "[]interface {}",
        MapValue => "map[string]interface {}",
        _ => TemplateValues.Kind(value),
    };

    private static string Sign(bool positive, string flags) => positive && flags.Contains('+', StringComparison.Ordinal) ? "+" : "";

    private static string Pad(string text, string flags, int width) =>
        width <= text.Length ? text
        : flags.Contains('-', StringComparison.Ordinal) ? text.PadRight(width)
        : !flags.Contains('0', StringComparison.Ordinal) ? text.PadLeft(width)
        : text[0] is '-' or '+' ? text[0] + text[1..].PadLeft(width - 1, '0')
        : text.PadLeft(width, '0');

    private static int Digits(string format, ref int at)
    {
        var value = 0;
        for (; at < format.Length && char.IsAsciiDigit(format[at]); at++)
        {
            value = Math.Min((value * 10) + (format[at] - '0'), MostWidth);
        }

        return value;
    }
}
