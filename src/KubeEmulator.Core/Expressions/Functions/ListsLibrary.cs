using static KubeEmulator.Expressions.Declare;

namespace KubeEmulator.Expressions;

/// <summary>cel-go's list functions, version 3 (ext/lists.go).</summary>
internal static class ListsLibrary
{
    private const string SortByInput = "@__sortBy_input__";
    private static readonly string[] Sortable = ["int", "uint", "double", "bool", "duration", "timestamp", "string", "bytes"];

    public static IEnumerable<CelFunction> All =>
    [
        Function("slice", Member("list_slice", "list(T), int, int -> list(T)", Slice)),
        Single(
            "flatten",
            a => Flatten((CelList)a[0], a.Length > 1 ? ((CelInt)a[1]).Value : 1),
            Member("list_flatten", "list(list(T)) -> list(T)"),
            Member("list_flatten_int", "list(dyn), int -> list(dyn)")),
        Single(
            "sort",
            a => a[0] is CelList list ? Sort(list, list) : CelArithmetic.NoOperator("sort", a[0]),
            [.. Sortable.Select(t => Member($"list_{NameOf(t)}_sort", $"list({t}) -> list({t})"))]),
        Single(
            "@sortByAssociatedKeys",
            a => Sort((CelList)a[0], (CelList)a[1]),
            [.. Sortable.Select(t => Member($"list_{NameOf(t)}_sortByAssociatedKeys", $"list(T), list({t}) -> list(T)"))]),
        Function("lists.range", Global("lists_range", "int -> list(int)", a => Range(((CelInt)a[0]).Value))),
        Function("reverse", Member("list_reverse", "list(T) -> list(T)", a => new CelArrayList([.. ((CelList)a[0]).Items().Reverse()]))),
        Function("distinct", Member("list_distinct", "list(T) -> list(T)", a => Distinct((CelList)a[0]))),
    ];

    public static IReadOnlyList<CelMacro> Macros { get; } =
    [
        new("sortBy", true, 2, (c, target, a) =>
        {
            if (target is not (ListExpr or SelectExpr or IdentExpr or ComprehensionExpr or CallExpr))
            {
                throw new CelMacroException(
                    target!.Offset, "sortBy can only be applied to a list, identifier, comprehension, call or select expression");
            }

            var keys = CelMacros.Map(c, c.Ident(SortByInput), a);
            return c.Bind(SortByInput, target, c.Member("@sortByAssociatedKeys", c.Ident(SortByInput), keys));
        }),
    ];

    private static string NameOf(string type) => type switch
    {
        "duration" => CelType.Duration.Name,
        "timestamp" => CelType.Timestamp.Name,
        _ => type,
    };

    private static CelValue Slice(CelValue[] a)
    {
        var (list, start, end) = ((CelList)a[0], ((CelInt)a[1]).Value, ((CelInt)a[2]).Value);
        var wrong = (start < 0 || end < 0) ? "negative indexes not supported"
            : start > end ? "start index must be less than or equal to end index"
            : list.Count < end ? $"list is length {list.Count}" : null;
        return wrong is null
            ? new CelArrayList([.. list.Items().Skip((int)start).Take((int)(end - start))])
            : new CelError($"cannot slice({start}, {end}), {wrong}");
    }

    private static CelValue Flatten(CelList list, long depth)
    {
        if (depth < 0)
        {
            return new CelError("level must be non-negative");
        }

        List<CelValue> items = [];
        Append(items, list, depth);
        return new CelArrayList([.. items]);
    }

    private static void Append(List<CelValue> items, CelList list, long depth)
    {
        foreach (var item in list.Items())
        {
            if (item is CelList nested && depth > 0)
            {
                Append(items, nested, depth - 1);
            }
            else
            {
                items.Add(item);
            }
        }
    }

    private static CelValue Sort(CelList list, CelList keys)
    {
        if (list.Count != keys.Count)
        {
            return new CelError("@sortByAssociatedKeys() expected a list of the same size as the associated keys list, "
                + $"but got {list.Count} and {keys.Count} elements respectively");
        }

        if (list.Count == 0)
        {
            return list;
        }

        var sortedKeys = keys.Items().ToArray();
        if (sortedKeys.Any(k => k.Type.Name != sortedKeys[0].Type.Name))
        {
            return new CelError("list elements must have the same type");
        }

        CelArithmetic.Compare(sortedKeys[0], sortedKeys[0], CelOperators.Less, out var incomparable);
        if (incomparable is not null && sortedKeys[0] is not CelDouble)
        {
            return new CelError("list elements must be comparable");
        }

        var items = Enumerable.Range(0, list.Count).OrderBy(i => sortedKeys[i], Comparer<CelValue>.Create(Order)).Select(i => list[i]);
        return new CelArrayList([.. items]);
    }

    private static int Order(CelValue a, CelValue b) => CelArithmetic.Compare(a, b, CelOperators.Less, out _);

    /// <summary>A list no budget could pay for is not made: upstream makes it first, and may die of it.</summary>
    private static CelArrayList Range(long count) => count > (long)CelLimits.RuntimeBudget
        ? throw new CelCostException()
        : new CelArrayList([.. Enumerable.Range(0, (int)Math.Max(count, 0)).Select(i => CelInt.Of(i))]);

    private static CelArrayList Distinct(CelList list)
    {
        List<CelValue> unique = [];
        foreach (var item in list.Items())
        {
            if (!unique.Exists(item.EqualTo))
            {
                unique.Add(item);
            }
        }

        return new CelArrayList([.. unique]);
    }
}
