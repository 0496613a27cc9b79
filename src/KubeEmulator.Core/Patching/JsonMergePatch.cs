using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Patching;

/// <summary>
/// RFC 7396 as kube-apiserver runs it (evanphx/json-patch v4 <c>merge.go</c>). One difference from the RFC is kept:
/// JSON null inside the items of a list is dropped too, except where the list replaces a map.
/// </summary>
internal static class JsonMergePatch
{
    /// <summary>The document with the patch merged in.</summary>
    /// <exception cref="ApiException">The patch is neither a map nor a list.</exception>
    public static Value Apply(Value document, Value patch)
    {
        switch (patch)
        {
            case MapValue map:
                return document is MapValue current ? Merge(current, map) : WithoutNulls(map);
            case ListValue list:
                return WithoutNulls(list);
            default:
                throw PatchFault.Malformed("Invalid JSON Patch");
        }
    }

    private static MapValue Merge(MapValue document, MapValue patch)
    {
        var merged = document.ToBuilder();
        foreach (var (key, value) in patch)
        {
            if (value is NullValue)
            {
                merged.Remove(key);
                continue;
            }

            merged.Set(key, (merged[key], value) switch
            {
                (MapValue current, MapValue inner) => Merge(current, inner),
                (MapValue, _) => value,
                _ => WithoutNulls(value),
            });
        }

        return merged.Build();
    }

    private static Value WithoutNulls(Value value)
    {
        switch (value)
        {
            case ListValue list:
                return list.Edit(WithoutNulls);
            case MapValue map:
                var kept = map;
                foreach (var (key, member) in map)
                {
                    kept = member is NullValue ? kept.Without(key) : kept.With(key, WithoutNulls(member));
                }

                return kept;
            default:
                return value;
        }
    }
}
