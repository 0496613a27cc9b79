using static KubeEmulator.Expressions.Declare;

namespace KubeEmulator.Expressions;

/// <summary>What <c>transformMap</c> and <c>transformMapEntry</c> build their maps with (cel-go ext/comprehensions.go).</summary>
internal static class MapInsertLibrary
{
    public static IEnumerable<CelFunction> All =>
    [
        Function(
            CelOperators.MapInsert,
            Global("@mapInsert_map_key_value", "map(K, V), K, V -> map(K, V)", a => Insert((CelMap)a[0], [(a[1], a[2])])),
            Global("@mapInsert_map_map", "map(K, V), map(K, V) -> map(K, V)", a => Insert((CelMap)a[0], Entries((CelMap)a[1])))),
    ];

    private static IEnumerable<(CelValue Key, CelValue Value)> Entries(CelMap map) => map.Keys.Select(k => (k, map.Find(k)!));

    private static CelValue Insert(CelMap map, IEnumerable<(CelValue Key, CelValue Value)> entries)
    {
        var target = map is CelEntryMap { Grows: true } growing ? growing : Copy(map);
        foreach (var (key, value) in entries)
        {
            if (target.Find(key) is not null)
            {
                return new CelError($"insert failed: key {key} already exists");
            }

            target.Set(key, value);
        }

        return target;
    }

    private static CelEntryMap Copy(CelMap map)
    {
        var copy = new CelEntryMap();
        foreach (var (key, value) in Entries(map))
        {
            copy.Set(key, value);
        }

        return copy;
    }
}
