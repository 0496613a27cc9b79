using KubeEmulator.Values;

namespace KubeEmulator.Schemas;

/// <summary>Maps in the order of their keys, as encoding/json writes them.</summary>
internal static class SortedKeys
{
    /// <summary>The map sorted by key; itself where it is.</summary>
    public static MapValue Sort(MapValue map)
    {
        var keys = map.Keys;
        for (var i = 1; i < keys.Length; i++)
        {
            if (string.CompareOrdinal(keys[i - 1], keys[i]) > 0)
            {
                var sorted = keys.ToArray();
                var values = map.Values.ToArray();
                Array.Sort(sorted, values, StringComparer.Ordinal);
                return MapValue.Adopt(sorted, values);
            }
        }

        return map;
    }
}
