using static KubeEmulator.Expressions.Declare;

namespace KubeEmulator.Expressions;

/// <summary>Lists seen as sets (cel-go ext/sets.go).</summary>
internal static class SetsLibrary
{
    public static IEnumerable<CelFunction> All =>
    [
        Function("sets.contains", Set("list_sets_contains_list", (a, b) => b.Items().All(a.Contains))),
        Function("sets.equivalent", Set("list_sets_equivalent_list", (a, b) => b.Items().All(a.Contains) && a.Items().All(b.Contains))),
        Function("sets.intersects", Set("list_sets_intersects_list", (a, b) => a.Items().Any(b.Contains))),
    ];

    private static CelOverload Set(string id, Func<CelList, CelList, bool> holds) =>
        Global(id, "list(T), list(T) -> bool", a => CelBool.Of(holds((CelList)a[0], (CelList)a[1])));
}
