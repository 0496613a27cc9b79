namespace KubeEmulator.Values;

/// <summary>Edits deep in a document: the path to the change is copied, everything else is shared.</summary>
public static class ValueEditing
{
    /// <summary>This map with the value at a path set; missing maps (and anything else in the way) become maps.</summary>
    public static MapValue WithAt(this MapValue map, ReadOnlySpan<string> path, Value value) =>
        path.Length == 1
            ? map.With(path[0], value)
            : map.With(path[0], (map.Map(path[0]) ?? MapValue.Empty).WithAt(path[1..], value));

    /// <summary>This map without the member at a path; itself where there is none.</summary>
    public static MapValue WithoutAt(this MapValue map, params ReadOnlySpan<string> path)
    {
        if (path.Length == 1)
        {
            return map.Without(path[0]);
        }

        return map.Map(path[0]) is { } inner ? map.With(path[0], inner.WithoutAt(path[1..])) : map;
    }

    /// <summary>This map with a member set, or removed where <paramref name="value"/> is <c>null</c>.</summary>
    public static MapValue WithOptional(this MapValue map, string key, Value? value) =>
        value is null ? map.Without(key) : map.With(key, value);

    /// <summary>This map with a default: set only where the member is absent or null.</summary>
    public static MapValue WithDefault(this MapValue map, string key, Value value) =>
        map[key].IsNullOrAbsent() ? map.With(key, value) : map;

    /// <summary>This map with the map at <paramref name="key"/> replaced by what <paramref name="edit"/> makes of it; untouched where there is none.</summary>
    public static MapValue EditMap(this MapValue map, string key, Func<MapValue, MapValue> edit) =>
        map.Map(key) is { } inner ? map.With(key, edit(inner)) : map;

    /// <summary>This map with every map in the list at <paramref name="key"/> edited; untouched where there is none.</summary>
    public static MapValue EditMaps(this MapValue map, string key, Func<MapValue, MapValue> edit) =>
        map.List(key) is { } list ? map.With(key, list.Edit(item => item is MapValue m ? edit(m) : item)) : map;

    /// <summary>A list with every item edited; itself when no item changes.</summary>
    public static ListValue Edit(this ListValue list, Func<Value, Value> edit)
    {
        Value[]? items = null;
        for (var i = 0; i < list.Count; i++)
        {
            var edited = edit(list[i]);
            if (items is null && !ReferenceEquals(edited, list[i]))
            {
                items = [.. list];
            }

            if (items is not null)
            {
                items[i] = edited;
            }
        }

        return items is null ? list : ListValue.Adopt(items);
    }
}
