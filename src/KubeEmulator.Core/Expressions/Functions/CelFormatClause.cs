using System.Globalization;

namespace KubeEmulator.Expressions;

/// <summary>A clause of a format string: <c>%s</c>, <c>%.2f</c>.</summary>
internal sealed record CelFormatClause(char Verb, int? Precision)
{
    private const string Verbs = "sdfebxXo";

    /// <summary>The parts of a format string: text, or a clause, or what is wrong with one.</summary>
    public static IEnumerable<(CelFormatClause? Clause, string Text, string? Error)> Read(string format)
    {
        for (var at = 0; at < format.Length;)
        {
            var percent = format.IndexOf('%', at);
            if (percent != at)
            {
                var end = percent < 0 ? format.Length : percent;
                yield return (null, format[at..end], null);
                at = end;
            }
            else if (at + 1 < format.Length && format[at + 1] == '%')
            {
                yield return (null, "%", null);
                at += 2;
            }
            else
            {
                var (clause, error, next) = ReadClause(format, at + 1);
                yield return (clause, "", error);
                at = error is null ? next : format.Length;
            }
        }
    }

    private static (CelFormatClause Clause, string? Error, int Next) ReadClause(string format, int at)
    {
        const string Wrong = "could not parse formatting clause: ";
        var none = new CelFormatClause('\0', null);
        if (at >= format.Length)
        {
            return (none, "unexpected end of string", at);
        }

        int? precision = null;
        if (format[at] == '.')
        {
            var start = ++at;
            while (at < format.Length && char.IsAsciiDigit(format[at]))
            {
                at++;
            }

            if (at == format.Length)
            {
                return (none, Wrong + "error while parsing precision: could not find end of precision specifier", at);
            }

            if (!int.TryParse(format.AsSpan(start, at - start), NumberStyles.None, CultureInfo.InvariantCulture, out var digits))
            {
                return (none, Wrong + "error while parsing precision: error while converting precision to integer: "
                    + $"strconv.Atoi: parsing \"{format[start..at]}\": invalid syntax", at);
            }

            precision = digits;
        }

        return Verbs.Contains(format[at], StringComparison.Ordinal)
            ? (new CelFormatClause(format[at], precision), null, at + 1)
            : (none, Wrong + $"unrecognized formatting clause \"{format[at]}\"", at);
    }
}
