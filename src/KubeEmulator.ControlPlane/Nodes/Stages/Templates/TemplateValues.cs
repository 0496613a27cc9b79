using System.Globalization;
using System.Text;
using KubeEmulator.Values;

namespace KubeEmulator.Nodes.Stages.Templates;

/// <summary>How templates look at values: members, truth, text.</summary>
internal static class TemplateValues
{
    // Ranging over a number counts up to it; more is a mistake.
    private const long MostCounted = 1_000_000;

    /// <summary>The value behind member names; null where the chain breaks.</summary>
    public static Value At(Value value, IReadOnlyList<string> path)
    {
        foreach (var name in path)
        {
            value = value switch
            {
                MapValue map => map[name] ?? Value.Null,
                NullValue => value,
                _ => throw new TemplateException($"a {Kind(value)} has no member \"{name}\""),
            };
        }

        return value;
    }

    public static bool IsTrue(Value value) => value switch
    {
        BoolValue flag => flag.Value,
        NumberValue number => number.AsDouble != 0,
        StringValue text => text.Text.Length > 0,
        ListValue list => list.Count > 0,
        MapValue map => map.Count > 0,
        _ => false,
    };

    /// <summary>Keys and values in the order that range gives them.</summary>
    public static IEnumerable<(Value Key, Value Value)> Items(Value value) => value switch
    {
        ListValue list => list.Select((item, i) => ((Value)i, item)),
        MapValue map => map.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => ((Value)m.Key, m.Value)),
        NumberValue number when number.TryGetInt64(out var count) && count <= MostCounted => Enumerable.Range(0, (int)Math.Max(count, 0)).Select(i => ((Value)i, (Value)i)),
        NullValue => [],
        _ => throw new TemplateException($"range can't iterate over a {Kind(value)}"),
    };

    /// <summary>What Go's <c>fmt</c> writes for a value with <c>%v</c>.</summary>
    public static string Text(Value value)
    {
        if (value is StringValue plain)
        {
            return plain.Text;
        }

        var text = new StringBuilder();
        Write(text, value, isWhole: true);
        return text.ToString();
    }

    public static string Kind(Value value) => value switch
    {
        StringValue => "string",
        NumberValue { IsInteger: true } => "int",
        NumberValue => "float64",
        BoolValue => "bool",
        ListValue => "slice",
        MapValue => "map",
        _ => "invalid",
    };

    private static void Write(StringBuilder text, Value value, bool isWhole)
    {
        switch (value)
        {
            case StringValue s:
                text.Append(s.Text);
                break;
            case NumberValue n:
                text.Append(n.Text);
                break;
            case BoolValue b:
                text.Append(b.Value ? "true" : "false");
                break;
            case ListValue list:
                text.Append('[');
                for (var i = 0; i < list.Count; i++)
                {
                    text.Append(i == 0 ? "" : " ");
                    Write(text, list[i], isWhole: false);
                }

                text.Append(']');
                break;
            case MapValue map:
                text.Append("map[");
                var first = true;
                foreach (var (key, member) in map.OrderBy(m => m.Key, StringComparer.Ordinal))
                {
                    text.Append(CultureInfo.InvariantCulture, $"{(first ? "" : " ")}{key}:");
                    Write(text, member, isWhole: false);
                    first = false;
                }

                text.Append(']');
                break;
            default:
                text.Append(isWhole ? "<no value>" : "<nil>");
                break;
        }
    }
}
