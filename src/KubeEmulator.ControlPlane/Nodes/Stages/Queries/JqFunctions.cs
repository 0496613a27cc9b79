using KubeEmulator.Values;

namespace KubeEmulator.Nodes.Stages.Queries;

/// <summary>The functions of jq that queries may call, without an argument or with one.</summary>
internal static class JqFunctions
{
    private static readonly Dictionary<string, Func<Value, IEnumerable<Value>>> Plain = new(StringComparer.Ordinal)
    {
        ["empty"] = _ => [],
        ["not"] = v => [!JqOperators.IsTrue(v)],
        ["length"] = v => [Length(v)],
        ["keys"] = v => [ListValue.From(v switch
        {
            MapValue map => JqOperators.Keys(map),
            ListValue list => Enumerable.Range(0, list.Count).Select(i => (Value)i),
            _ => throw Fault("keys", v),
        })],
        ["values"] = v => v is NullValue ? [] : [v],
        ["type"] = v => [JqOperators.Type(v)],
        ["any"] = v => [List("any", v).Any(JqOperators.IsTrue)],
        ["all"] = v => [List("all", v).All(JqOperators.IsTrue)],
        ["first"] = v => [List("first", v) is { Count: > 0 } list ? list[0] : Value.Null],
        ["last"] = v => [List("last", v) is { Count: > 0 } list ? list[^1] : Value.Null],
        ["add"] = v => [JqOperators.Items(v).Aggregate((Value)Value.Null, (sum, item) => JqOperators.Calculate("+", sum, item))],
        ["min"] = v => [List("min", v).Min(Order) ?? Value.Null],
        ["max"] = v => [List("max", v).Max(Order) ?? Value.Null],
        ["sort"] = v => [ListValue.From(List("sort", v).Order(Order))],
        ["unique"] = v => [ListValue.From(List("unique", v).Distinct().Order(Order))],
        ["reverse"] = v => [ListValue.From(List("reverse", v).Reverse())],
        ["tostring"] = v => [v is StringValue ? v : v.ToString()],
        ["tonumber"] = v => [ToNumber(v)],
        ["floor"] = v => [v is NumberValue n ? (long)Math.Floor(n.AsDouble) : throw Fault("floor", v)],
        ["ascii_downcase"] = v => [Text("ascii_downcase", v).ToLowerInvariant()],
        ["ascii_upcase"] = v => [Text("ascii_upcase", v).ToUpperInvariant()],
        ["to_entries"] = v => [ListValue.From(Map("to_entries", v).OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => MapValue.Of(("key", m.Key), ("value", m.Value))))],
    };

    private static readonly Dictionary<string, Func<JqFilter, JqFilter>> WithArgument = new(StringComparer.Ordinal)
    {
        ["select"] = f => v => f(v).Where(JqOperators.IsTrue).Select(_ => v),
        ["map"] = f => v => [ListValue.From(JqOperators.Items(v).SelectMany(item => f(item)))],
        ["any"] = f => v => [JqOperators.Items(v).SelectMany(item => f(item)).Any(JqOperators.IsTrue)],
        ["all"] = f => v => [JqOperators.Items(v).SelectMany(item => f(item)).All(JqOperators.IsTrue)],
        ["first"] = f => v => f(v).Take(1),
        ["has"] = f => v => f(v).Select(key => (Value)((v, key) switch
        {
            (MapValue map, StringValue name) => map.ContainsKey(name.Text),
            (ListValue list, NumberValue place) => place.AsDouble >= 0 && place.AsDouble < list.Count,
            _ => throw Fault("has", v),
        })),
        ["contains"] = f => v => f(v).Select(part => (Value)Contains(v, part)),
        ["startswith"] = f => v => f(v).Select(part => (Value)Text("startswith", v).StartsWith(Text("startswith", part), StringComparison.Ordinal)),
        ["endswith"] = f => v => f(v).Select(part => (Value)Text("endswith", v).EndsWith(Text("endswith", part), StringComparison.Ordinal)),
        ["test"] = f => v => f(v).Select(part => (Value)(GoPattern.Of(Text("test", part)) is { Error: null } pattern ? pattern.IsMatch(Text("test", v)) : throw new JqRunException("invalid regular expression"))),
        ["ltrimstr"] = f => v => f(v).Select(part => v is StringValue s && part is StringValue p && s.Text.StartsWith(p.Text, StringComparison.Ordinal) ? s.Text[p.Text.Length..] : v),
        ["rtrimstr"] = f => v => f(v).Select(part => v is StringValue s && part is StringValue { Text.Length: > 0 } p && s.Text.EndsWith(p.Text, StringComparison.Ordinal) ? s.Text[..^p.Text.Length] : v),
        ["split"] = f => v => f(v).Select(part => (Value)ListValue.From(Text("split", v).Split(Text("split", part)).Select(s => (Value)s))),
        ["join"] = f => v => f(v).Select(part => (Value)string.Join(Text("join", part), List("join", v).Select(i => i is NullValue ? "" : i is StringValue s ? s.Text : i.ToString()))),
    };

    private static Comparer<Value> Order { get; } = Comparer<Value>.Create(JqOperators.Compare);

    /// <summary>All of them, for messages.</summary>
    public static string Names => string.Join(", ", Plain.Keys.Concat(WithArgument.Keys.Select(k => k + "(f)")).Order(StringComparer.Ordinal));

    /// <summary>The call of a function; null where there is none of the name with so many arguments.</summary>
    public static JqFilter? Find(string name, IReadOnlyList<JqFilter> arguments) =>
        arguments.Count == 0 ? (Plain.TryGetValue(name, out var plain) ? input => plain(input) : null)
        : arguments.Count == 1 && WithArgument.TryGetValue(name, out var function) ? function(arguments[0])
        : null;

    private static Value Length(Value value) => value switch
    {
        NullValue => 0,
        StringValue text => text.Text.EnumerateRunes().Count(),
        ListValue list => list.Count,
        MapValue map => map.Count,
        NumberValue number => number.AsDouble < 0 ? -number.AsDouble : number,
        _ => throw Fault("length", value),
    };

    private static Value ToNumber(Value value)
    {
        try
        {
            return value as NumberValue ?? NumberValue.FromDigits(Text("tonumber", value));
        }
        catch (ValueFormatException)
        {
            throw Fault("tonumber", value);
        }
    }

    private static bool Contains(Value value, Value part) => (value, part) switch
    {
        (StringValue text, StringValue inner) => text.Text.Contains(inner.Text, StringComparison.Ordinal),
        (ListValue list, ListValue inner) => inner.All(i => list.Any(item => JqOperators.Type(item) == JqOperators.Type(i) && Contains(item, i))),
        (MapValue map, MapValue inner) => inner.All(m => map[m.Key] is { } found && JqOperators.Type(found) == JqOperators.Type(m.Value) && Contains(found, m.Value)),
        _ when JqOperators.Type(value) == JqOperators.Type(part) => value.Equals(part),
        _ => throw Fault("contains", part),
    };

    private static ListValue List(string function, Value value) => value as ListValue ?? throw Fault(function, value);

    private static MapValue Map(string function, Value value) => value as MapValue ?? throw Fault(function, value);

    private static string Text(string function, Value value) => (value as StringValue)?.Text ?? throw Fault(function, value);

    private static JqRunException Fault(string function, Value value) => new($"{function} cannot be applied to: {JqOperators.Type(value)}");
}
