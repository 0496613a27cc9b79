using KubeEmulator.Values;

namespace KubeEmulator.Nodes.Stages.Queries;

/// <summary>What jq's operators do to values.</summary>
internal static class JqOperators
{
    public static bool IsTrue(Value value) => value is not (NullValue or BoolValue { Value: false });

    public static Value Member(Value value, string name) => value switch
    {
        MapValue map => map[name] ?? Value.Null,
        NullValue => value,
        _ => throw new JqRunException($"expected an object but got: {Type(value)}"),
    };

    public static Value Index(Value value, Value key) => (value, key) switch
    {
        (_, StringValue name) => Member(value, name.Text),
        (ListValue list, NumberValue place) => Math.Floor(place.AsDouble) is var i && i < 0 && i + list.Count >= 0 ? list[(int)i + list.Count] : i >= 0 && i < list.Count ? list[(int)i] : Value.Null,
        (NullValue, NumberValue or NullValue) => Value.Null,
        _ => throw new JqRunException($"cannot index {Type(value)} with {Type(key)}"),
    };

    public static IEnumerable<Value> Items(Value value) => value switch
    {
        ListValue list => list,
        MapValue map => map.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => m.Value),
        _ => throw new JqRunException($"cannot iterate over: {Type(value)}"),
    };

    public static Value Slice(Value value, Value from, Value to)
    {
        var count = value switch
        {
            ListValue list => list.Count,
            StringValue text => text.Text.Length,
            NullValue => 0,
            _ => throw new JqRunException($"cannot slice {Type(value)}"),
        };
        var (start, end) = (Place(from, count, 0), Place(to, count, count));
        end = Math.Max(start, end);
        return value switch
        {
            ListValue list => ListValue.From(list.Skip(start).Take(end - start)),
            StringValue text => text.Text[start..end],
            _ => value,
        };
    }

    public static IEnumerable<Value> Descend(Value value)
    {
        yield return value;
        if (value is ListValue or MapValue)
        {
            foreach (var inner in Items(value).SelectMany(Descend))
            {
                yield return inner;
            }
        }
    }

    /// <summary>What comes before a fault.</summary>
    public static IEnumerable<Value> UntilFault(JqFilter filter, Value input)
    {
        // Asking may fail as much as the first step does.
        using var items = Enumerable.Repeat(input, 1).SelectMany(v => filter(v)).GetEnumerator();
        while (true)
        {
            try
            {
                if (!items.MoveNext())
                {
                    yield break;
                }
            }
            catch (JqRunException)
            {
                yield break;
            }

            yield return items.Current;
        }
    }

    /// <summary>What of the left is true; where nothing is, the right.</summary>
    public static IEnumerable<Value> Alternative(JqFilter left, JqFilter right, Value input)
    {
        var some = UntilFault(left, input).Where(IsTrue).ToArray();
        return some.Length > 0 ? some : right(input);
    }

    public static Value Holds(string mark, Value left, Value right)
    {
        var order = Compare(left, right);
        return mark switch
        {
            "==" => order == 0,
            "!=" => order != 0,
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            _ => order >= 0,
        };
    }

    public static Value Calculate(string mark, Value left, Value right) => (mark, left, right) switch
    {
        ("+", NullValue, _) => right,
        ("+", _, NullValue) => left,
        ("+", StringValue a, StringValue b) => a.Text + b.Text,
        ("+", ListValue a, ListValue b) => ListValue.From(a.Concat(b)),
        ("-", ListValue a, ListValue b) => ListValue.From(a.Where(item => !b.Contains(item))),
        (_, NumberValue a, NumberValue b) => Number(mark, a, b),
        _ => throw new JqRunException($"cannot {mark} {Type(left)} and {Type(right)}"),
    };

    public static string Type(Value value) => value switch
    {
        StringValue => "string",
        NumberValue => "number",
        BoolValue => "boolean",
        ListValue => "array",
        MapValue => "object",
        _ => "null",
    };

    /// <summary>jq's order: null, false, true, numbers, strings, arrays, objects.</summary>
    public static int Compare(Value left, Value right)
    {
        var order = Rank(left).CompareTo(Rank(right));
        return order != 0 ? order : (left, right) switch
        {
            (NumberValue a, NumberValue b) => a.AsDouble.CompareTo(b.AsDouble),
            (StringValue a, StringValue b) => string.CompareOrdinal(a.Text, b.Text),
            (ListValue a, ListValue b) => Compare(a, b),
            (MapValue a, MapValue b) => Compare(ListValue.From(Keys(a)), ListValue.From(Keys(b))) is var byKeys && byKeys != 0 ? byKeys : Compare(ListValue.From(Items(a)), ListValue.From(Items(b))),
            _ => 0,
        };
    }

    public static IEnumerable<Value> Keys(MapValue map) => map.Select(m => m.Key).Order(StringComparer.Ordinal).Select(key => (Value)key);

    private static int Compare(ListValue left, ListValue right)
    {
        for (var i = 0; i < left.Count && i < right.Count; i++)
        {
            if (Compare(left[i], right[i]) is var order && order != 0)
            {
                return order;
            }
        }

        return left.Count.CompareTo(right.Count);
    }

    private static Value Number(string mark, NumberValue left, NumberValue right)
    {
        var (a, b) = (left.AsDouble, right.AsDouble);
        if (mark is "/" or "%" && b == 0)
        {
            throw new JqRunException("cannot divide by zero");
        }

        var result = mark switch { "+" => a + b, "-" => a - b, "*" => a * b, "/" => a / b, _ => Math.Truncate(a) % Math.Truncate(b) };
        return !double.IsFinite(result) ? throw new JqRunException("the result is no number")
            : Math.Truncate(result) == result && Math.Abs(result) < 1L << 53 ? (long)result : result;
    }

    private static int Place(Value value, int count, int missing) => value switch
    {
        NullValue => missing,
        NumberValue number => (int)Math.Clamp(number.AsDouble < 0 ? Math.Floor(number.AsDouble) + count : Math.Floor(number.AsDouble), 0, count),
        _ => throw new JqRunException($"cannot slice with {Type(value)}"),
    };

    private static int Rank(Value value) => value switch
    {
        NullValue => 0,
        BoolValue { Value: false } => 1,
        BoolValue => 2,
        NumberValue => 3,
        StringValue => 4,
        ListValue => 5,
        _ => 6,
    };
}
