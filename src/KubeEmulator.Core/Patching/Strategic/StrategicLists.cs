using KubeEmulator.Values;

namespace KubeEmulator.Patching.Strategic;

/// <summary>Merges the lists of one member and puts the result in order (apimachinery <c>strategicpatch/patch.go</c>, mergeSlice).</summary>
internal sealed class StrategicLists(StrategicMerge maps, PatchMetadata metadata)
{
    private readonly string _mergeKey = metadata.MergeKey;
    private EditedList? _edited;

    /// <summary>The list with the patch merged in, or with the scalars of the patch taken out.</summary>
    public ListValue Merge(ListValue current, ListValue patch, bool isDeletion)
    {
        if (current.Count == 0 && patch.Count == 0)
        {
            return current;
        }

        ListValue merged;
        if (ListElements.TypeOf(current, patch) != ListElements.Map)
        {
            if (isDeletion)
            {
                return ListValue.From(current.Where(item => !ListElements.Contains(patch, item)));
            }

            merged = ListElements.Distinct([.. current, .. patch]);
        }
        else
        {
            if (_mergeKey.Length == 0)
            {
                throw PatchFault.Unclassified("cannot merge lists without merge key for struct");
            }

            _edited = new EditedList(current);
            (var items, patch) = TakeDirectives(_edited, patch);
            current = items.Items;
            MergeItems(items, patch);
            merged = items.Items;
        }

        return Ordered(merged, patch, current);
    }

    /// <summary>The list in an explicit order; null where neither side has a list.</summary>
    public ListValue? MergeOrdered(ListValue? current, ListValue? patch, ListValue order)
    {
        CheckOrder(patch ?? ListValue.Empty, order);
        ListValue merged;
        if (current is null)
        {
            if (patch is null)
            {
                return null;
            }

            merged = (ListValue)StrategicDirectives.WithoutDirectives(patch)!;
        }
        else
        {
            merged = patch is null ? current : metadata.IsMerged ? Merge(current, patch, isDeletion: false) : patch;
        }

        _ = ListElements.TypeOf(current ?? ListValue.Empty, patch ?? ListValue.Empty);
        return Ordered(merged, order, _edited?.Slice ?? current ?? ListValue.Empty);
    }

    // Items named by the patch come in its order; those that only the server has stay between the neighbours they had.
    private ListValue Ordered(ListValue merged, ListValue order, ListValue serverOrder)
    {
        var named = new List<Value>();
        var serverOnly = new List<Value>();
        foreach (var item in merged)
        {
            (IndexIn(order, KeyOf(item)) >= 0 ? named : serverOnly).Add(item);
        }

        var left = ListElements.Sorted(serverOnly, serverOrder, _mergeKey);
        var right = ListElements.Sorted(named, order, _mergeKey);
        var result = new List<Value>(merged.Count);
        var (i, j) = (0, 0);
        while (i < left.Count && j < right.Count)
        {
            var (l, r) = (IndexIn(serverOrder, left[i]), IndexIn(serverOrder, right[j]));
            result.Add(l >= 0 && r >= 0 && l < r ? left[i++] : right[j++]);
        }

        result.AddRange(left.Skip(i));
        result.AddRange(right.Skip(j));
        return ListValue.From(result);

        int IndexIn(ListValue list, Value item) => ListElements.IndexOf(list, item, _mergeKey);
    }

    // What the patch is merged into, and the items of the patch that are data.
    private (EditedList Into, ListValue Patch) TakeDirectives(EditedList current, ListValue patch)
    {
        var items = new List<Value>(patch.Count);
        var replace = false;
        foreach (var item in patch)
        {
            var map = (MapValue)item;
            switch (map[StrategicDirectives.Marker])
            {
                case null:
                    items.Add(map);
                    break;
                case StringValue { Text: StrategicDirectives.Delete }:
                    var key = map[_mergeKey] ?? throw StrategicFault.NoMergeKey(map, _mergeKey);
                    for (var i = current.IndexOf(_mergeKey, key); i >= 0; i = current.IndexOf(_mergeKey, key))
                    {
                        current.RemoveAt(i);
                    }

                    break;
                case StringValue { Text: StrategicDirectives.Replace }:
                    replace = true;
                    break;
                case StringValue { Text: StrategicDirectives.Merge }:
                    throw PatchFault.Unclassified("merging lists cannot yet be specified in the patch");
                case var directive:
                    throw StrategicFault.PatchType(directive, map);
            }
        }

        return replace ? (new EditedList(ListValue.From(items)), ListValue.Empty) : (current, ListValue.From(items));
    }

    private void MergeItems(EditedList current, ListValue patch)
    {
        foreach (var item in patch)
        {
            var map = (MapValue)item;
            var key = map[_mergeKey] ?? throw StrategicFault.NoMergeKey(map, _mergeKey);
            var index = current.IndexOf(_mergeKey, key);
            if (index < 0)
            {
                current.Add(map);
            }
            else
            {
                current.Replace(index, maps.MergeMaps(current.MapAt(index), map, metadata.Schema));
            }
        }
    }

    // The items of a patch must stand in the order that comes with it, deletions aside.
    private void CheckOrder(ListValue patch, ListValue order)
    {
        if (patch.Count == 0 || order.Count == 0)
        {
            return;
        }

        var items = patch.Where(item => _mergeKey.Length == 0 || !IsDeletion(item)).ToArray();
        var (i, j) = (0, 0);
        while (i < items.Length && j < order.Count)
        {
            if (items[i] is MapValue map && map.ContainsKey(StrategicDirectives.Marker))
            {
                i++;
                continue;
            }

            i += ListElements.SameKey(items[i], order[j], _mergeKey) ? 1 : 0;
            j++;
        }

        if (i < items.Length && j >= order.Count)
        {
            throw PatchFault.Unclassified($"The order in patch list:\n{GoValueText.Plain(patch)}\n doesn't match {StrategicDirectives.SetElementOrder} list:\n{GoValueText.Plain(order)}\n");
        }
    }

    private static bool IsDeletion(Value item) =>
        (item as MapValue ?? throw StrategicFault.ExpectedMap(item))[StrategicDirectives.Marker] is StringValue { Text: StrategicDirectives.Delete };

    private Value KeyOf(Value item)
    {
        if (_mergeKey.Length == 0)
        {
            return item;
        }

        var map = item as MapValue ?? throw StrategicFault.ExpectedMap(item);
        return map.ContainsKey(_mergeKey) ? map : throw StrategicFault.NoMergeKey(map, _mergeKey);
    }
}
