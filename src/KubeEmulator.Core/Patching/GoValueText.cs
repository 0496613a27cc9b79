using System.Text;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Patching;

/// <summary>How Go prints decoded JSON in messages that clients see.</summary>
internal static class GoValueText
{
    /// <summary>The JSON type as encoding/json names it.</summary>
    public static string JsonType(Value value) => value.Kind switch
    {
        ValueKind.Map => "object",
        ValueKind.List => "array",
        ValueKind.String => "string",
        ValueKind.Number => "number",
        ValueKind.Bool => "bool",
        _ => "null",
    };

    /// <summary>The Go type of the decoded value (<c>%T</c>).</summary>
    public static string GoType(Value? value) => value switch
    {
        MapValue => "map[string]interface {}",
        ListValue => "[]interface {}",
        StringValue => "string",
        NumberValue { IsInteger: true } => "int64",
        NumberValue => "float64",
        BoolValue => "bool",
        _ => "<nil>",
    };

    /// <summary>The plain form (<c>%v</c>): <c>map[a:1 b:[x y]]</c>, keys sorted.</summary>
    public static string Plain(Value? value) => Append(new StringBuilder(), value, syntax: false).ToString();

    /// <summary>The Go-syntax form (<c>%#v</c>): <c>map[string]interface {}{"a":1}</c>.</summary>
    public static string Syntax(Value? value) => Append(new StringBuilder(), value, syntax: true).ToString();

    private static StringBuilder Append(StringBuilder text, Value? value, bool syntax)
    {
        switch (value)
        {
            case StringValue s:
                return text.Append(syntax ? GoText.Quote(s.Text) : s.Text);
            case NumberValue { IsInteger: true } n:
                return text.Append(n.Text);
            case NumberValue n:
                return text.Append(GoNumbers.FormatGeneral(n.AsDouble));
            case BoolValue b:
                return text.Append(b.Value ? "true" : "false");
            case ListValue list:
                return AppendList(text, list, syntax);
            case MapValue map:
                return AppendMap(text, map, syntax);
            default:
                return text.Append(syntax ? "interface {}(nil)" : "<nil>");
        }
    }

    private static StringBuilder AppendList(StringBuilder text, ListValue list, bool syntax)
    {
        text.Append(syntax ? "[]interface {}{" : "[");
        for (var i = 0; i < list.Count; i++)
        {
            Append(text.Append(i == 0 ? "" : syntax ? ", " : " "), list[i], syntax);
        }

        return text.Append(syntax ? '}' : ']');
    }

    private static StringBuilder AppendMap(StringBuilder text, MapValue map, bool syntax)
    {
        text.Append(syntax ? "map[string]interface {}{" : "map[");
        var first = true;
        foreach (var key in map.Keys.ToArray().Order(StringComparer.Ordinal))
        {
            text.Append(first ? "" : syntax ? ", " : " ").Append(syntax ? GoText.Quote(key) : key).Append(':');
            Append(text, map[key], syntax);
            first = false;
        }

        return text.Append(syntax ? '}' : ']');
    }
}
