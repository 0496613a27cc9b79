using KubeEmulator.Values;

namespace KubeEmulator.Nodes.Stages.Reading;

/// <summary>A map of a Stage's document with its path: reads members and notes every fault with its field.</summary>
internal sealed class StageFields(MapValue map, string path, Action<string> fault)
{
    public MapValue Map => map;

    public bool Has(string name) => !map[name].IsNullOrAbsent();

    /// <summary>The path of a member.</summary>
    public string PathOf(string name) => path.Length == 0 ? name : $"{path}.{name}";

    /// <summary>Notes a fault of a member.</summary>
    public void Fault(string name, string message) => fault($"{PathOf(name)}: {message}");

    /// <summary>Notes members that nobody knows: most often they are mistyped.</summary>
    public StageFields Only(params string[] known)
    {
        foreach (var (name, _) in map)
        {
            if (!known.Contains(name))
            {
                Fault(name, $"there is no such field; there are {string.Join(", ", known)}");
            }
        }

        return this;
    }

    public string? String(string name) => Read<StringValue>(name, "a text; put it in quotes")?.Text;

    public bool Bool(string name) => Read<BoolValue>(name, "true or false")?.Value ?? false;

    /// <summary>A whole number that is not negative.</summary>
    public long? Count(string name)
    {
        if (Read<NumberValue>(name, "a whole number") is not { } number)
        {
            return null;
        }

        if (number.TryGetInt64(out var value) && value >= 0)
        {
            return value;
        }

        Fault(name, $"{number.Text} is not a whole number of 0 or more");
        return null;
    }

    public StageFields? Fields(string name) => Read<MapValue>(name, "a map of fields") is { } inner ? new StageFields(inner, PathOf(name), fault) : null;

    public IReadOnlyList<StageFields> List(string name)
    {
        var result = new List<StageFields>();
        var items = Read<ListValue>(name, "a list") ?? ListValue.Empty;
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is MapValue item)
            {
                result.Add(new StageFields(item, $"{PathOf(name)}[{i}]", fault));
            }
            else
            {
                Fault($"{name}[{i}]", $"should be a map of fields, not {Name(items[i])}");
            }
        }

        return result;
    }

    public IReadOnlyList<string> Texts(string name)
    {
        var items = Read<ListValue>(name, "a list of texts") ?? ListValue.Empty;
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is not StringValue)
            {
                Fault($"{name}[{i}]", $"should be a text, not {Name(items[i])}; put it in quotes");
            }
        }

        return [.. items.OfType<StringValue>().Select(s => s.Text)];
    }

    /// <summary>A map of texts; null where it is absent.</summary>
    public MapValue? TextMap(string name)
    {
        var texts = Read<MapValue>(name, "a map of texts");
        foreach (var (key, value) in texts ?? MapValue.Empty)
        {
            if (value is not StringValue)
            {
                Fault($"{name}[{key}]", $"should be a text, not {Name(value)}; put it in quotes");
            }
        }

        return texts;
    }

    private T? Read<T>(string name, string wanted)
        where T : Value
    {
        if (!Has(name))
        {
            return null;
        }

        if (map[name] is T value)
        {
            return value;
        }

        Fault(name, $"should be {wanted}; it is {Name(map[name]!)}");
        return null;
    }

    private static string Name(Value value) => value switch
    {
        StringValue => "a text",
        NumberValue => "a number",
        BoolValue => "true or false",
        ListValue => "a list",
        MapValue => "a map",
        _ => "nothing",
    };
}
