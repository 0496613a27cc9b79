using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Patching.Strategic;

/// <summary>Whether two patches say different things about the same member (apimachinery <c>strategicpatch/patch.go</c>, MergingMapsHaveConflicts).</summary>
internal static class StrategicConflict
{
    public static bool Exists(MapValue left, MapValue right, Schema schema) => InValues(left, right, new PatchMetadata(schema, false, false, false, ""));

    private static bool InValues(Value left, Value right, PatchMetadata metadata) => (left, right) switch
    {
        (MapValue l, MapValue r) => l[StrategicDirectives.Marker] != r[StrategicDirectives.Marker] || (!metadata.IsReplaced && InMembers(l, r, metadata.Schema)),
        (ListValue l, ListValue r) => InLists(l, r, metadata),
        _ => !ListElements.Same(left, right),
    };

    private static bool InMembers(MapValue left, MapValue right, Schema schema)
    {
        foreach (var (key, value) in left)
        {
            if (key is StrategicDirectives.Marker or StrategicDirectives.RetainKeys || right[key] is not { } theirs)
            {
                continue;
            }

            var metadata = value switch
            {
                MapValue => PatchMetadata.OfMap(schema, key),
                ListValue => PatchMetadata.OfList(schema, key),
                _ => default,
            };
            if (InValues(value, theirs, metadata))
            {
                return true;
            }
        }

        return false;
    }

    private static bool InLists(ListValue left, ListValue right, PatchMetadata metadata)
    {
        var areMaps = ListElements.TypeOf(left, right) == ListElements.Map;
        var plain = new PatchMetadata(metadata.Schema, false, false, false, "");
        if (metadata.IsMerged)
        {
            return areMaps && left.Any(item => right.FirstOrDefault(other => ListElements.SameKey(item, other, metadata.MergeKey)) is { } theirs && InValues(item, theirs, plain));
        }

        if (left.Count != right.Count)
        {
            return true;
        }

        var (l, r) = areMaps ? (left, right) : (Sorted(left), Sorted(right));
        return l.Zip(r).Any(pair => InValues(pair.First, pair.Second, plain));
    }

    private static ListValue Sorted(ListValue list) => ListValue.From(ListElements.Distinct([.. list]).OrderBy(GoValueText.Plain, StringComparer.Ordinal));
}
