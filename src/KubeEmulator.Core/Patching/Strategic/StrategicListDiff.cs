using KubeEmulator.Values;

namespace KubeEmulator.Patching.Strategic;

/// <summary>The changes of a merged list: what to add or change, which scalars to delete, and in which order all comes.</summary>
internal sealed class StrategicListDiff(StrategicDiff maps, StrategicDiffOptions options, PatchMetadata metadata)
{
    private readonly string _mergeKey = metadata.MergeKey;

    public (ListValue Changes, ListValue Deletions, ListValue Order) Diff(ListValue original, ListValue modified)
    {
        if (original.Count == 0)
        {
            return (options.IgnoreChanges ? ListValue.Empty : modified, ListValue.Empty, ListValue.Empty);
        }

        return ListElements.TypeOf(original, modified) == ListElements.Map ? DiffMaps(original, modified) : DiffScalars(original, modified);
    }

    private (ListValue Changes, ListValue Deletions, ListValue Order) DiffScalars(ListValue original, ListValue modified)
    {
        var (added, deleted) = (new List<Value>(), new List<Value>());
        foreach (var (left, right) in Zip(Sorted(original, GoValueText.Plain), Sorted(modified, GoValueText.Plain), GoValueText.Plain))
        {
            if (right is null && !options.IgnoreDeletions)
            {
                deleted.Add(left!);
            }
            else if (left is null && !options.IgnoreChanges)
            {
                added.Add(right!);
            }
        }

        var isOrdered = options.SetElementOrder && ((!options.IgnoreDeletions && deleted.Count > 0) || (!options.IgnoreChanges && original != modified));
        return (ListValue.From(ListElements.Sorted(added, modified, "")), ListElements.Distinct(deleted), isOrdered ? modified : ListValue.Empty);
    }

    private (ListValue Changes, ListValue Deletions, ListValue Order) DiffMaps(ListValue original, ListValue modified)
    {
        var (changes, deletions) = (new List<Value>(), new List<Value>());
        foreach (var (left, right) in Zip(Sorted(original, KeyText), Sorted(modified, KeyText), KeyText))
        {
            if (left is not null && right is not null)
            {
                var patch = maps.DiffMaps((MapValue)left, (MapValue)right, metadata.Schema, metadata.RetainsKeys);
                if (patch.Count > 0)
                {
                    changes.Add(patch.With(_mergeKey, KeyOf(right)));
                }
            }
            else if (left is null && !options.IgnoreChanges)
            {
                changes.Add(right!);
            }
            else if (right is null && !options.IgnoreDeletions)
            {
                deletions.Add(MapValue.Of((_mergeKey, KeyOf(left!)), (StrategicDirectives.Marker, StrategicDirectives.Delete)));
            }
        }

        var isSameOrder = original.Count == modified.Count && original.Zip(modified).All(pair => ListElements.SameKey(pair.First, pair.Second, _mergeKey));
        var list = ListValue.From([.. ListElements.Sorted(changes, modified, _mergeKey), .. deletions]);
        var isOrdered = options.SetElementOrder
            && ((!options.IgnoreChanges && (list.Count > 0 || !isSameOrder)) || (!options.IgnoreDeletions && list.Count > 0));
        return (list, ListValue.Empty, isOrdered ? ListValue.From(modified.Select(item => MapValue.Of((_mergeKey, KeyOf(item))))) : ListValue.Empty);
    }

    private Value KeyOf(Value item)
    {
        var map = item as MapValue ?? throw StrategicFault.ExpectedMap(item);
        return map[_mergeKey] ?? throw StrategicFault.NoMergeKey(map, _mergeKey);
    }

    private string KeyText(Value item) => GoValueText.Plain(KeyOf(item));

    private static Value[] Sorted(ListValue list, Func<Value, string> text) => [.. list.OrderBy(text, StringComparer.Ordinal)];

    // Both sorted lists side by side; null where one lacks what the other has.
    private static IEnumerable<(Value? Left, Value? Right)> Zip(Value[] left, Value[] right, Func<Value, string> text)
    {
        var (i, j) = (0, 0);
        while (i < left.Length || j < right.Length)
        {
            var order = i == left.Length ? 1 : j == right.Length ? -1 : string.CompareOrdinal(text(left[i]), text(right[j]));
            yield return (order <= 0 ? left[i] : null, order >= 0 ? right[j] : null);
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
    }
}
