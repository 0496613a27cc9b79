using System.Globalization;
using System.Text;
using KubeEmulator.Nodes.Containers.Shell;

namespace KubeEmulator.Nodes.Containers.Commands;

/// <summary>A format with its arguments, which are consumed as it is written.</summary>
internal sealed class PrintfFormat(string format, ReadOnlyMemory<string> arguments)
{
    private readonly List<string> errors = [];
    private int next;
    private bool stopped;

    /// <summary>Whether arguments are left and the last writing used some.</summary>
    public bool HasMore { get; private set; }

    public bool Failed { get; private set; }

    public IEnumerable<string> TakeErrors()
    {
        var taken = errors.ToArray();
        errors.Clear();
        return taken;
    }

    /// <summary>Writes the format once; false: nothing more is to be written.</summary>
    public bool Write(StringBuilder output)
    {
        var before = next;
        var literal = new StringBuilder();
        for (var index = 0; index < format.Length && !stopped;)
        {
            if (format[index] != '%')
            {
                literal.Append(format[index++]);
                if (literal[^1] == '\\' && index < format.Length)
                {
                    literal.Append(format[index++]);
                }

                continue;
            }

            Flush(literal, output);
            index = Directive(index + 1, output);
        }

        Flush(literal, output);
        HasMore = next < arguments.Length && next > before;
        return !stopped;
    }

    private static void Flush(StringBuilder literal, StringBuilder output)
    {
        TextEscapes.Unescape(literal.ToString(), output, TextEscapes.Style.Printf);
        literal.Clear();
    }

    private int Directive(int index, StringBuilder output)
    {
        var spec = new PrintfSpec();
        while (index < format.Length && "-+ #0".Contains(format[index], StringComparison.Ordinal))
        {
            spec.Flags += format[index++];
        }

        spec.Width = Count(ref index) ?? 0;
        if (spec.Width < 0)
        {
            spec.Flags += "-";
            spec.Width = -spec.Width;
        }

        if (index < format.Length && format[index] == '.')
        {
            index++;
            spec.Precision = Count(ref index) ?? 0;
        }

        if (index >= format.Length)
        {
            Fail("%: missing conversion character");
            stopped = true;
            return index;
        }

        Convert(format[index], spec, output);
        return index + 1;
    }

    private int? Count(ref int index)
    {
        if (index < format.Length && format[index] == '*')
        {
            index++;
            return (int)Math.Clamp(Number(Argument()), -4096, 4096);
        }

        var start = index;
        while (index < format.Length && char.IsAsciiDigit(format[index]))
        {
            index++;
        }

        return index == start ? null : Math.Min(4096, int.Parse(format.AsSpan(start, Math.Min(index - start, 8)), CultureInfo.InvariantCulture));
    }

    private void Convert(char kind, PrintfSpec spec, StringBuilder output)
    {
        switch (kind)
        {
            case '%':
                output.Append('%');
                break;
            case 's':
                output.Append(spec.Text(Argument() ?? ""));
                break;
            case 'b':
                var unescaped = new StringBuilder();
                stopped = !TextEscapes.Unescape(Argument() ?? "", unescaped, TextEscapes.Style.Echo);
                output.Append(spec.Text(unescaped.ToString()));
                break;
            case 'c':
                output.Append((spec with { Precision = 1 }).Text(Argument() ?? ""));
                break;
            case 'd' or 'i' or 'o' or 'u' or 'x' or 'X':
                output.Append(spec.Integer(Number(Argument()), kind));
                break;
            case 'e' or 'E' or 'f' or 'F' or 'g' or 'G':
                output.Append(spec.Real(RealNumber(Argument()), kind));
                break;
            default:
                Fail($"%{kind}: invalid directive");
                stopped = true;
                break;
        }
    }

    private string? Argument() => next < arguments.Length ? arguments.Span[next++] : null;

    private long Number(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            if (text is not null)
            {
                Fail(": expected numeric value");
            }

            return 0;
        }

        // A quote before a letter stands for the letter's code.
        if (text[0] is '"' or '\'')
        {
            return text.Length > 1 ? text[1] : 0;
        }

        var trimmed = text.TrimStart();
        for (var length = trimmed.Length; length > 0; length--)
        {
            if (ShellArithmetic.Number(trimmed[..length]) is { } value)
            {
                if (length < trimmed.Length)
                {
                    Fail($"{text}: not completely converted");
                }

                return value;
            }
        }

        Fail($"{text}: expected numeric value");
        return 0;
    }

    private double RealNumber(string? text)
    {
        if (text is null || text.Length == 0)
        {
            return 0;
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
        {
            return value;
        }

        Fail($"{text}: expected numeric value");
        return 0;
    }

    private void Fail(string message)
    {
        Failed = true;
        errors.Add(message);
    }
}
