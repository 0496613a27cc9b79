using System.Net;
using KubeEmulator.Values;

namespace KubeEmulator.Nodes.Stages.Templates.Functions;

/// <summary>The functions that every Go template has; <c>text/template/funcs.go</c>. A number of JSON compares as a number.</summary>
internal static class BuiltinFunctions
{
    public static readonly IReadOnlyDictionary<string, Func<IReadOnlyList<Value>, Value>> All = new Dictionary<string, Func<IReadOnlyList<Value>, Value>>(StringComparer.Ordinal)
    {
        ["not"] = a => !TemplateValues.IsTrue(a.At(0)),
        ["len"] = a => Length(a.At(0)),
        ["index"] = Index,
        ["slice"] = Slice,
        ["print"] = a => Print(a, spaces: false),
        ["println"] = a => Print(a, spaces: true) + "\n",
        ["printf"] = a => GoFormat.Format(a.Text(0), [.. a.Skip(1)]),
        ["html"] = a => WebUtility.HtmlEncode(Print(a, spaces: false)),
        ["urlquery"] = a => Uri.EscapeDataString(Print(a, spaces: false)).Replace("%20", "+", StringComparison.Ordinal),
        ["eq"] = a => a.Count < 2 ? throw new TemplateException("missing argument for comparison") : a.Skip(1).Any(other => AreEqual(a[0], other)),
        ["ne"] = a => !AreEqual(a.At(0), a.At(1)),
        ["lt"] = a => Compare(a.At(0), a.At(1)) < 0,
        ["le"] = a => Compare(a.At(0), a.At(1)) <= 0,
        ["gt"] = a => Compare(a.At(0), a.At(1)) > 0,
        ["ge"] = a => Compare(a.At(0), a.At(1)) >= 0,
    };

    public static bool AreEqual(Value left, Value right) => left.Equals(right);

    private static long Length(Value value) => value switch
    {
        StringValue text => System.Text.Encoding.UTF8.GetByteCount(text.Text),
        ListValue list => list.Count,
        MapValue map => map.Count,
        _ => throw new TemplateException(value is NullValue ? "len of nil pointer" : $"len of type {TemplateValues.Kind(value)}"),
    };

    private static Value Index(IReadOnlyList<Value> arguments)
    {
        var value = arguments.At(0);
        foreach (var key in arguments.Skip(1))
        {
            value = (value, key) switch
            {
                (MapValue map, StringValue name) => map[name.Text] ?? Value.Null,
                (ListValue list, NumberValue place) when place.TryGetInt64(out var i) => i >= 0 && i < list.Count ? list[(int)i] : throw new TemplateException($"index out of range: {i}"),
                (NullValue, _) => throw new TemplateException("index of untyped nil"),
                _ => throw new TemplateException($"can't index a {TemplateValues.Kind(value)} with a {TemplateValues.Kind(key)}"),
            };
        }

        return value;
    }

    private static Value Slice(IReadOnlyList<Value> arguments)
    {
        var count = arguments.At(0) switch
        {
            ListValue list => list.Count,
            StringValue text => text.Text.Length,
            var other => throw new TemplateException($"can't slice a {TemplateValues.Kind(other)}"),
        };
        var (from, to) = (arguments.Count > 1 ? arguments.Count(1) : 0, arguments.Count > 2 ? arguments.Count(2) : count);
        if (from < 0 || to > count || from > to)
        {
            throw new TemplateException($"{from} to {to} is not within 0 to {count}");
        }

        return arguments[0] is ListValue items ? ListValue.From(items.Skip(from).Take(to - from)) : ((StringValue)arguments[0]).Text[from..to];
    }

    // fmt.Sprint puts a space between two operands of which neither is a string.
    private static string Print(IReadOnlyList<Value> arguments, bool spaces)
    {
        var text = new System.Text.StringBuilder();
        for (var i = 0; i < arguments.Count; i++)
        {
            text.Append(i > 0 && (spaces || (arguments[i] is not StringValue && arguments[i - 1] is not StringValue)) ? " " : "").Append(TemplateValues.Text(arguments[i]));
        }

        return text.ToString();
    }

    private static int Compare(Value left, Value right) => (left, right) switch
    {
        (NumberValue { IsInteger: true } a, NumberValue { IsInteger: true } b) when a.TryGetInt64(out var x) && b.TryGetInt64(out var y) => x.CompareTo(y),
        (NumberValue a, NumberValue b) => a.AsDouble.CompareTo(b.AsDouble),
        (StringValue a, StringValue b) => string.CompareOrdinal(a.Text, b.Text),
        _ => throw new TemplateException($"incompatible types for comparison: {TemplateValues.Kind(left)} and {TemplateValues.Kind(right)}"),
    };
}
