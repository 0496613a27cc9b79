using System.Globalization;
using System.Numerics;
using System.Text;
using KubeEmulator.Objects;

namespace KubeEmulator.Expressions;

/// <summary><c>string.format</c> as Kubernetes has it (cel-go ext/formatting.go, locale en_US: grouped digits, × 10ⁿ).</summary>
internal static class CelFormatting
{
    private const int DefaultPrecision = 6;

    // No number has more digits than this; beyond it a format only costs memory.
    private const int MaxPrecision = 10_000;
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    public static CelValue Format(string format, CelList arguments)
    {
        var result = new StringBuilder();
        var argument = 0;
        foreach (var (clause, text, error) in CelFormatClause.Read(format))
        {
            if (clause is null)
            {
                result.Append(text);
                continue;
            }

            if (argument >= arguments.Count)
            {
                return new CelError($"index {argument} out of range");
            }

            if (error is not null)
            {
                return new CelError(error);
            }

            try
            {
                result.Append(Format(clause, arguments[argument++]));
            }
            catch (FormatException wrong)
            {
                return new CelError($"error during formatting: {wrong.Message}");
            }
        }

        return CelString.Of(result.ToString());
    }

    /// <summary>What each clause says of a type it cannot write.</summary>
    public static string Refusal(char verb, string type) => verb switch
    {
        's' => "string clause can only be used on strings, bools, bytes, ints, doubles, maps, lists, types, durations, and timestamps, was given ",
        'd' => "decimal clause can only be used on integers, was given ",
        'f' => "fixed-point clause can only be used on doubles, was given ",
        'e' => "scientific clause can only be used on doubles, was given ",
        'b' => "only integers and bools can be formatted as binary, was given ",
        'o' => "octal clause can only be used on integers, was given ",
        _ => "only integers, byte buffers, and strings can be formatted as hex, was given ",
    } + type;

    private static string Format(CelFormatClause clause, CelValue value) => (clause.Verb, value) switch
    {
        _ when clause.Precision > MaxPrecision => throw new CelCostException(),
        ('s', _) => Text(value),
        ('d', CelInt or CelUint) => value.ToString(),
        ('f', _) when Number(value) is { } number => Fixed(number, clause.Precision ?? DefaultPrecision),
        ('e', _) when Number(value) is { } number => Scientific(number).PadLeft(clause.Precision ?? DefaultPrecision),
        ('b', CelBool b) => b.Value ? "1" : "0",
        ('b', CelInt i) => Signed(i.Value, m => m.ToString("b", CultureInfo.InvariantCulture)),
        ('b', CelUint u) => u.Value.ToString("b", CultureInfo.InvariantCulture),
        ('x' or 'X', CelInt i) => Signed(i.Value, m => m.ToString(clause.Verb == 'x' ? "x" : "X", CultureInfo.InvariantCulture)),
        ('x' or 'X', CelUint u) => u.Value.ToString(clause.Verb == 'x' ? "x" : "X", CultureInfo.InvariantCulture),
        ('x', CelString s) => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(s.Text)),
        ('X', CelString s) => Convert.ToHexString(Encoding.UTF8.GetBytes(s.Text)),
        ('x', CelBytes b) => Convert.ToHexStringLower(b.Bytes),
        ('X', CelBytes b) => Convert.ToHexString(b.Bytes),
        ('o', CelInt i) => Signed(i.Value, Octal),
        ('o', CelUint u) => Octal(u.Value),
        _ => throw new FormatException(Refusal(clause.Verb, value.Type.Name)),
    };

    private static string Signed(long value, Func<ulong, string> write) =>
        value < 0 ? "-" + write(unchecked((ulong)-value)) : write((ulong)value);

    private static string Octal(ulong value)
    {
        var digits = new StringBuilder();
        do
        {
            digits.Insert(0, (char)('0' + (value & 7)));
            value >>= 3;
        }
        while (value > 0);
        return digits.ToString();
    }

    private static double? Number(CelValue value) => value switch
    {
        CelDouble d => d.Value,
        CelString { Text: "NaN" } => double.NaN,
        CelString { Text: "Infinity" } => double.PositiveInfinity,
        CelString { Text: "-Infinity" } => double.NegativeInfinity,
        _ => null,
    };

    private static string? NotFinite(double value) =>
        double.IsNaN(value) ? "NaN" : double.IsPositiveInfinity(value) ? "∞" : double.IsNegativeInfinity(value) ? "-∞" : null;

    private static string Fixed(double value, int precision) => NotFinite(value) ?? Exact(value, precision, group: true);

    /// <summary>The exact binary value, rounded half to even at the digit asked for, as Go does.</summary>
    private static string Exact(double value, int precision, bool group)
    {
        var text = value.ToString((group ? "N" : "F") + precision.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return text is ['-', .. var rest] || double.IsPositive(value) || value != 0 ? text : "-" + text;
    }

    /// <summary>Always six digits: upstream takes the precision for the width.</summary>
    private static string Scientific(double value)
    {
        if (NotFinite(value) is { } name)
        {
            return name;
        }

        var text = value.ToString("E6", CultureInfo.InvariantCulture);
        var mark = text.IndexOf('E', StringComparison.Ordinal);
        var exponent = int.Parse(text.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var digits = Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture);
        return $"{text[..mark]}×10{(exponent < 0 ? "⁻" : "")}{string.Concat(digits.Select(d => Superscripts[d - '0']))}";
    }

    private static string Text(CelValue value) => value switch
    {
        CelList or CelMap => Item(value),
        CelNull => "null",
        CelDuration d => d.Text(),
        CelTimestamp t => t.Text(),
        CelBytes b => Utf8(b),
        CelInt or CelUint or CelDouble or CelBool or CelString or CelTypeValue => value.ToString(),
        _ => throw new FormatException(Refusal('s', value.Type.Name)),
    };

    private static string Utf8(CelBytes bytes)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes.Bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new FormatException("could not convert argument \"invalid UTF-8 in bytes, cannot convert to string\" to string");
        }
    }

    /// <summary>A value within a list or map, as one would write it in an expression.</summary>
    private static string Item(CelValue value) => value switch
    {
        CelInt or CelUint => value.ToString(),
        CelString s => GoText.Quote(s.Text),
        CelBytes b => "b" + GoText.Quote(Utf8(b)),
        CelBool or CelTypeValue => value.ToString(),
        CelNull => "null",
        CelDouble d when double.IsFinite(d.Value) => FixedPlain(d.Value),
        CelDouble d => $"\"{(double.IsNaN(d.Value) ? "NaN" : d.Value > 0 ? "+Inf" : "-Inf")}\"",
        CelDuration d => $"duration(\"{d.Text()}\")",
        CelTimestamp t => $"timestamp(\"{t.Text()}\")",
        CelList list => $"[{string.Join(", ", list.Items().Select(Item))}]",
        CelMap map => $"{{{string.Join(", ", Entries(map))}}}",
        _ => throw new FormatException($"no formatting function for {value.Type.Name}"),
    };

    private static IEnumerable<string> Entries(CelMap map) => map.Keys
        .Select(k => (Key: Key(k), Value: Item(map.Find(k)!)))
        .OrderBy(e => e.Key, StringComparer.Ordinal)
        .Select(e => $"{e.Key}:{e.Value}");

    private static string FixedPlain(double value) =>
        Math.Abs(value) < 1e15 ? Exact(value, DefaultPrecision, group: false) : new BigInteger(value).ToString(CultureInfo.InvariantCulture) + ".000000";

    private static string Key(CelValue key) => key is CelString or CelBool or CelInt or CelUint
        ? Item(key)
        : throw new FormatException($"no formatting function for map key of type {key.Type.Name}");
}
