using static KubeEmulator.Expressions.Declare;

namespace KubeEmulator.Expressions;

/// <summary>Kubernetes' list functions (apiserver pkg/cel/library/lists.go).</summary>
internal static class KubernetesLists
{
    private static readonly string[] Comparable = ["int", "uint", "double", "bool", "duration", "timestamp", "string", "bytes"];

    private static readonly (string Type, CelValue Zero)[] Summable =
        [("int", CelInt.Zero), ("uint", new CelUint(0)), ("double", new CelDouble(0)), ("duration", new CelDuration(0))];

    public static IEnumerable<CelFunction> All =>
    [
        Function("isSorted", Overloads(t => Member($"list_{t}_is_sorted_bool", $"list({t}) -> bool", a => IsSorted((CelList)a[0])))),
        Function("max", Overloads(t => Member($"list_{t}_max_{t}", $"list({t}) -> {t}", a => Extreme((CelList)a[0], "max", 1)))),
        Function("min", Overloads(t => Member($"list_{t}_min_{t}", $"list({t}) -> {t}", a => Extreme((CelList)a[0], "min", -1)))),
        Function(
            "sum",
            [.. Summable.Select(s => Member($"list_{s.Type}_sum_{s.Type}", $"list({s.Type}) -> {s.Type}", a => Sum((CelList)a[0], s.Zero)))]),
        Function("indexOf", Member("list_a_index_of_int", "list(A), A -> int", a => CelInt.Of(IndexOf((CelList)a[0], a[1])))),
        Function("lastIndexOf", Member("list_a_last_index_of_int", "list(A), A -> int", a => CelInt.Of(LastIndexOf((CelList)a[0], a[1])))),
    ];

    private static CelOverload[] Overloads(Func<string, CelOverload> make) => Array.ConvertAll(Comparable, t => make(t));

    private static int Compare(CelValue a, CelValue b) => CelArithmetic.Compare(a, b, CelOperators.Less, out var error) is var order && error is null ? order : 0;

    private static CelBool IsSorted(CelList list)
    {
        for (var i = 1; i < list.Count; i++)
        {
            if (Compare(list[i - 1], list[i]) > 0)
            {
                return CelBool.False;
            }
        }

        return CelBool.True;
    }

    private static CelValue Extreme(CelList list, string name, int direction)
    {
        if (list.Count == 0)
        {
            return new CelError($"{name} called on empty list");
        }

        var best = list[0];
        for (var i = 1; i < list.Count; i++)
        {
            best = Compare(list[i], best) * direction > 0 ? list[i] : best;
        }

        return best;
    }

    private static CelValue Sum(CelList list, CelValue zero)
    {
        var sum = zero;
        for (var i = 0; i < list.Count && sum is not CelError; i++)
        {
            sum = CelArithmetic.Add(sum, list[i]);
        }

        return sum;
    }

    private static int IndexOf(CelList list, CelValue item)
    {
        var index = 0;
        while (index < list.Count && !list[index].EqualTo(item))
        {
            index++;
        }

        return index < list.Count ? index : -1;
    }

    private static int LastIndexOf(CelList list, CelValue item)
    {
        var index = list.Count - 1;
        while (index >= 0 && !list[index].EqualTo(item))
        {
            index--;
        }

        return index;
    }
}
