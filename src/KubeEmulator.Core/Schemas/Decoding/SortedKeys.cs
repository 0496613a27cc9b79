using KubeEmulator.Values;

namespace KubeEmulator.Schemas;

/// <summary>Maps in the order of their keys, as encoding/json writes them.</summary>
internal static class SortedKeys
{
    /// <summary>The map sorted by key; itself where it is.</summary>
    public static MapValue Sort(MapValue map)
    {
        if (map.IsSorted)
        {
            return map;
        }

        var keys = map.Keys.ToArray();
        var values = map.Values.ToArray();
        Array.Sort(keys, values, StringComparer.Ordinal);
        return MapValue.Adopt(keys, values);
    }
}
