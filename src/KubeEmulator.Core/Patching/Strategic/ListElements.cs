using KubeEmulator.Values;

namespace KubeEmulator.Patching.Strategic;

/// <summary>Comparing and sorting list items as Go compares decoded JSON: an integer is never equal to a float.</summary>
internal static class ListElements
{
    public const string Map = "map[string]interface {}";

    /// <summary>The Go type that all items have.</summary>
    public static string TypeOf(params ReadOnlySpan<ListValue> lists)
    {
        string? type = null;
        foreach (var list in lists)
        {
            foreach (var item in list)
            {
                if (item is ListValue)
                {
                    throw StrategicFault.ListOfLists();
                }

                var current = GoValueText.GoType(item);
                if (type is not null && type != current)
                {
                    throw PatchFault.Unclassified($"list element types are not identical: [{string.Join(' ', lists.ToArray().Select(GoValueText.Plain))}]");
                }

                type = current;
            }
        }

        return type ?? throw PatchFault.Unclassified("no elements in any of the given slices");
    }

    public static bool Same(Value? left, Value? right) =>
        left == right && (left is not NumberValue l || right is not NumberValue r || l.IsInteger == r.IsInteger);

    /// <summary>Whether two items are the same scalar or have the same key.</summary>
    public static bool SameKey(Value left, Value right, string mergeKey)
    {
        if (mergeKey.Length == 0)
        {
            return Same(left, right);
        }

        return Same(Key(left), Key(right));

        Value Key(Value item)
        {
            var map = item as MapValue ?? throw StrategicFault.ExpectedMap(item);
            return map[mergeKey] ?? throw StrategicFault.NoMergeKey(map, mergeKey);
        }
    }

    public static bool Contains(ListValue list, Value item) => list.Any(other => Same(other, item));

    /// <summary>Where an item, or one with its key, stands in a list; -1 where it does not.</summary>
    public static int IndexOf(ListValue list, Value item, string mergeKey)
    {
        var key = mergeKey.Length == 0 ? item : (item as MapValue)?[mergeKey];
        for (var i = 0; i < list.Count; i++)
        {
            if (Same(mergeKey.Length == 0 ? list[i] : (list[i] as MapValue)?[mergeKey], key))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The items in the order of another list; instructions to delete go to the end.</summary>
    public static List<Value> Sorted(List<Value> items, ListValue order, string mergeKey)
    {
        if (mergeKey.Length == 0)
        {
            return [.. items.OrderBy(item => IndexOf(order, item, mergeKey))];
        }

        foreach (var item in items.Concat(order))
        {
            var map = item as MapValue ?? throw StrategicFault.ExpectedMap(item);
            if (!map.ContainsKey(mergeKey))
            {
                throw StrategicFault.NoMergeKey(map, mergeKey);
            }
        }

        return [.. items.OrderBy(item => IsDeletion(item) ? int.MaxValue : IndexOf(order, item, mergeKey))];
    }

    /// <summary>Each scalar once. The last item takes the place of a duplicate, as upstream does it: order is set afterwards.</summary>
    public static ListValue Distinct(List<Value> items)
    {
        for (var i = 0; i < items.Count - 1; i++)
        {
            for (var j = i + 1; j < items.Count; j++)
            {
                if (Same(items[i], items[j]))
                {
                    items[j] = items[^1];
                    items.RemoveAt(items.Count - 1);
                    j--;
                }
            }
        }

        return ListValue.From(items);
    }

    private static bool IsDeletion(Value item) =>
        item is MapValue map && map[StrategicDirectives.Marker] is StringValue { Text: StrategicDirectives.Delete };
}
