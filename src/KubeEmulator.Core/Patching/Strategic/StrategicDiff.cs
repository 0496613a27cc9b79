using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Patching.Strategic;

/// <summary>What a patch must say to make one document of another (apimachinery <c>strategicpatch/patch.go</c>, diffMaps).</summary>
internal sealed class StrategicDiff(StrategicDiffOptions options)
{
    public MapValue DiffMaps(MapValue original, MapValue modified, Schema schema, bool retainKeys)
    {
        var patch = new MapBuilder();
        foreach (var (key, value) in modified)
        {
            DiffMember(patch, key, original[key], value, schema);
        }

        if (!options.IgnoreDeletions)
        {
            foreach (var (key, _) in original)
            {
                if (!modified.ContainsKey(key))
                {
                    patch.Set(key, Value.Null);
                }
            }
        }

        if (retainKeys && modified.Any(m => m.Value is not NullValue) && (patch.Count > 0 || original.Any(m => m.Value is not NullValue && !modified.ContainsKey(m.Key))))
        {
            var names = modified.Where(m => m.Value is not NullValue).Select(m => m.Key).Order(StringComparer.Ordinal);
            patch.Set(StrategicDirectives.RetainKeys, ListValue.From(names.Select(n => (Value)n)));
        }

        return patch.Build();
    }

    private void DiffMember(MapBuilder patch, string key, Value? original, Value modified, Schema schema)
    {
        if (original is not null && key == StrategicDirectives.Marker)
        {
            DiffMarker(patch, original, modified);
            return;
        }

        switch (original, modified)
        {
            case (MapValue l, MapValue r):
                DiffMapMember(patch, key, l, r, schema);
                break;
            case (ListValue l, ListValue r):
                DiffListMember(patch, key, l, r, schema);
                break;
            default:
                if (!options.IgnoreChanges && !ListElements.Same(original, modified))
                {
                    patch.Set(key, modified);
                }

                break;
        }
    }

    private static void DiffMarker(MapBuilder patch, Value original, Value modified)
    {
        if (original is not StringValue || modified is not StringValue)
        {
            throw PatchFault.Unclassified($"invalid value for special key: {StrategicDirectives.Marker}");
        }

        if (original != modified)
        {
            patch.Set(StrategicDirectives.Marker, modified);
        }
    }

    private void DiffMapMember(MapBuilder patch, string key, MapValue original, MapValue modified, Schema schema)
    {
        if (IsUnknownAndEqual(schema, key, original, modified))
        {
            return;
        }

        var metadata = PatchMetadata.OfMap(schema, key);
        if (metadata.IsReplaced)
        {
            if (!options.IgnoreChanges)
            {
                patch.Set(key, modified);
            }
        }
        else if (DiffMaps(original, modified, metadata.Schema, metadata.RetainsKeys) is { Count: > 0 } inner)
        {
            patch.Set(key, inner);
        }
    }

    private void DiffListMember(MapBuilder patch, string key, ListValue original, ListValue modified, Schema schema)
    {
        if (IsUnknownAndEqual(schema, key, original, modified))
        {
            return;
        }

        var metadata = PatchMetadata.OfList(schema, key);
        if (!metadata.IsMerged)
        {
            if (!options.IgnoreChanges && original != modified)
            {
                patch.Set(key, modified);
            }

            return;
        }

        var (changes, deletions, order) = new StrategicListDiff(this, options, metadata).Diff(original, modified);
        Set(key, changes);
        Set($"{StrategicDirectives.DeleteFromPrimitiveList}/{key}", deletions);
        Set($"{StrategicDirectives.SetElementOrder}/{key}", order);

        void Set(string name, ListValue list)
        {
            if (list.Count > 0)
            {
                patch.Set(name, list);
            }
        }
    }

    // A member without schema needs none while it does not change.
    private static bool IsUnknownAndEqual(Schema schema, string key, Value original, Value modified) =>
        schema.Fields[key] is null && original == modified;
}
