using KubeEmulator.Values;

namespace KubeEmulator.Nodes.Stages.Templates.Functions;

/// <summary>
/// sprig's functions on lists and maps, and those that choose. Values never change here, so <c>set</c> and <c>unset</c>, which
/// change a map in its place, are not among them; <c>merge</c> makes a new one.
/// </summary>
internal static class CollectionFunctions
{
    public static readonly IReadOnlyDictionary<string, Func<IReadOnlyList<Value>, Value>> All = new Dictionary<string, Func<IReadOnlyList<Value>, Value>>(StringComparer.Ordinal)
    {
        ["default"] = a => a.Count > 1 && TemplateValues.IsTrue(a[1]) ? a[1] : a.At(0),
        ["empty"] = a => !TemplateValues.IsTrue(a.At(0)),
        ["coalesce"] = a => a.FirstOrDefault(TemplateValues.IsTrue) ?? Value.Null,
        ["ternary"] = a => TemplateValues.IsTrue(a.At(2)) ? a[0] : a[1],
        ["all"] = a => a.All(TemplateValues.IsTrue),
        ["any"] = a => a.Any(TemplateValues.IsTrue),
        ["fail"] = a => throw new TemplateException(a.Text(0)),
        ["kindOf"] = a => TemplateValues.Kind(a.At(0)),
        ["kindIs"] = a => a.Text(0) == TemplateValues.Kind(a.At(1)),
        ["list"] = ListValue.From,
        ["first"] = a => a.List(0) is { Count: > 0 } list ? list[0] : Value.Null,
        ["last"] = a => a.List(0) is { Count: > 0 } list ? list[^1] : Value.Null,
        ["rest"] = a => ListValue.From(a.List(0).Skip(1)),
        ["initial"] = a => ListValue.From(a.List(0).SkipLast(1)),
        ["append"] = a => a.List(0).Add(a.At(1)),
        ["prepend"] = a => a.List(0).Insert(0, a.At(1)),
        ["concat"] = a => ListValue.From(Enumerable.Range(0, a.Count).SelectMany(i => a.List(i))),
        ["reverse"] = a => ListValue.From(a.List(0).Reverse()),
        ["uniq"] = a => ListValue.From(a.List(0).Distinct()),
        ["compact"] = a => ListValue.From(a.List(0).Where(TemplateValues.IsTrue)),
        ["without"] = a => ListValue.From(a.List(0).Where(item => !a.Skip(1).Contains(item))),
        ["has"] = a => a.List(1).Contains(a.At(0)),
        ["sortAlpha"] = a => ListValue.From(a.List(0).Select(TemplateValues.Text).Order(StringComparer.Ordinal).Select(text => (Value)text)),
        ["dict"] = Dict,
        ["get"] = a => a.Map(0)[a.Text(1)] ?? StringValue.Empty,
        ["hasKey"] = a => a.Map(0).ContainsKey(a.Text(1)),
        ["keys"] = a => ListValue.From(Enumerable.Range(0, a.Count).SelectMany(i => Sorted(a.Map(i))).Select(m => (Value)m.Key)),
        ["values"] = a => ListValue.From(Sorted(a.Map(0)).Select(m => m.Value)),
        ["pick"] = a => Only(a.Map(0), (key, names) => names.Contains(key), a),
        ["omit"] = a => Only(a.Map(0), (key, names) => !names.Contains(key), a),
        ["merge"] = a => Enumerable.Range(0, a.Count).Select(a.Map).Aggregate(Merge),
    };

    private static MapValue Dict(IReadOnlyList<Value> arguments)
    {
        var map = new MapBuilder();
        for (var i = 0; i < arguments.Count; i += 2)
        {
            map[arguments.Text(i)] = i + 1 < arguments.Count ? arguments[i + 1] : StringValue.Empty;
        }

        return map.Build();
    }

    private static MapValue Only(MapValue map, Func<string, HashSet<string>, bool> isWanted, IReadOnlyList<Value> arguments)
    {
        var names = arguments.Skip(1).Select(TemplateValues.Text).ToHashSet(StringComparer.Ordinal);
        var result = new MapBuilder();
        foreach (var (key, value) in map)
        {
            if (isWanted(key, names))
            {
                result[key] = value;
            }
        }

        return result.Build();
    }

    // What the first has stays.
    private static MapValue Merge(MapValue first, MapValue second)
    {
        foreach (var (key, value) in second)
        {
            first = first[key] switch
            {
                null => first.With(key, value),
                MapValue inner when value is MapValue other => first.With(key, Merge(inner, other)),
                _ => first,
            };
        }

        return first;
    }

    private static IEnumerable<KeyValuePair<string, Value>> Sorted(MapValue map) => map.OrderBy(m => m.Key, StringComparer.Ordinal);
}
