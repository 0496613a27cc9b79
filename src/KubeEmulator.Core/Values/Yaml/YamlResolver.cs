using System.Globalization;
using System.Text.RegularExpressions;

namespace KubeEmulator.Values;

/// <summary>What a plain scalar means in YAML 1.1 as go-yaml v2 reads it (<c>resolve.go</c>): <c>yes</c> is true, <c>017</c> is 15.</summary>
internal static partial class YamlResolver
{
    private const string Prefix = "tag:yaml.org,2002:";

    private static readonly Dictionary<string, Value> Words = WordTable();

    /// <summary>The value of a scalar; a text that means nothing special is itself.</summary>
    public static Value Resolve(string tag, string text)
    {
        var kind = tag.StartsWith(Prefix, StringComparison.Ordinal) ? tag[Prefix.Length..] : tag;
        switch (kind)
        {
            case "str":
                return text;
            case "binary":
                return Binary(text);
            case "" or "bool" or "int" or "float" or "null" or "timestamp":
                var (found, value) = Plain(text, timestamps: kind is "" or "timestamp");
                if (kind.Length == 0 || found == kind || (kind == "float" && found == "int"))
                {
                    return value;
                }

                throw new ValueFormatException($"yaml: cannot decode !!{found} `{text}` as a !!{kind}");
            default:
                return text;
        }
    }

    /// <summary>Whether a text, written plainly, reads back as a string.</summary>
    public static bool IsPlainString(string text) => Plain(text, timestamps: true).Kind == "str" && !Base60().IsMatch(text);

    private static (string Kind, Value Value) Plain(string text, bool timestamps)
    {
        var first = text.Length == 0 ? 'N' : text[0];
        if (Words.TryGetValue(text, out var word))
        {
            return (word switch { NullValue => "null", BoolValue => "bool", _ => "float" }, word);
        }

        if (first == '.')
        {
            return TryFloat(text, out var number) ? ("float", number) : ("str", text);
        }

        if (!char.IsAsciiDigit(first) && first is not ('+' or '-'))
        {
            return ("str", text);
        }

        if (timestamps && YamlTimestamps.IsTimestamp(text))
        {
            // Go hands such a text on as it was written.
            return ("timestamp", text);
        }

        var digits = text.Replace("_", "", StringComparison.Ordinal);
        return YamlIntegers.TryParse(digits) is { } integer ? ("int", integer)
            : Decimal().IsMatch(digits) && TryFloat(digits, out var real) ? ("float", real)
            : ("str", text);
    }

    private static bool TryFloat(string text, out Value value)
    {
        value = Value.Null;
        if (!Decimal().IsMatch(text) || !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
        {
            return false;
        }

        // The server turns YAML into JSON first, and there 1.0 is written 1.
        value = NumberValue.FromDigits(GoNumbers.Format(number));
        return true;
    }

    private static StringValue Binary(string text)
    {
        try
        {
            return StringValue.Of(System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(text)));
        }
        catch (FormatException)
        {
            throw new ValueFormatException("yaml: !!binary value contains invalid base64 data");
        }
    }

    private static Dictionary<string, Value> WordTable()
    {
        var words = new Dictionary<string, Value>(StringComparer.Ordinal) { [""] = Value.Null, ["~"] = Value.Null };
        void Add(Value value, params ReadOnlySpan<string> texts)
        {
            foreach (var text in texts)
            {
                words[text] = value;
            }
        }

        Add(Value.Null, "null", "Null", "NULL");
        Add(true, "y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
        Add(false, "n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
        Add(double.NaN, ".nan", ".NaN", ".NAN");
        Add(double.PositiveInfinity, ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF");
        Add(double.NegativeInfinity, "-.inf", "-.Inf", "-.INF");
        return words;
    }

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Decimal();

    // Sexagesimal numbers are not read, but quoted on the way out for the sake of other readers.
    [GeneratedRegex(@"^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Base60();
}
