namespace KubeEmulator.Expressions;

/// <summary>Estimates of cel-go's list and set functions (ext/lists.go, ext/sets.go).</summary>
internal static class ListEstimates
{
    public static CallEstimate? Of(CallSite site)
    {
        var a = site.Arguments;
        switch (site.Overload)
        {
            case "list_sets_contains_list" or "list_sets_intersects_list":
                return new CallEstimate((Size(a[0]) * Size(a[1])).Scale(1) + CostRange.One);
            case "list_sets_equivalent_list":
                return new CallEstimate((Size(a[0]) * Size(a[1])).Scale(2) + CostRange.One);
            case "list_slice":
                var size = Size(site.Target!);
                return Allocation(1, CostRange.Fixed(unchecked(Constant(a[1], size.Max) - Constant(a[0], 0))));
            case "lists_range":
                return Allocation(1, CostRange.Fixed(Constant(a[0], ulong.MaxValue)));
            case "list_reverse":
                return Allocation(1, Size(site.Target!));
            case "list_flatten":
                return Allocation(1, Size(site.Target!));
            case "list_flatten_int":
                return Allocation(Constant(a[0], ulong.MaxValue), Size(site.Target!));
            case "list_distinct":
                return Allocation(2, Size(site.Target!) * Size(site.Target!));
            case var sort when sort.EndsWith("_sort", StringComparison.Ordinal):
                return Sort(sort, Size(site.Target!));
            case var sort when sort.EndsWith("_sortByAssociatedKeys", StringComparison.Ordinal):
                return Sort(sort, Size(a[0]));
            default:
                return null;
        }
    }

    private static CostRange Size(CostNode node) => CelCallEstimates.Size(node);

    private static CallEstimate Sort(string overload, CostRange size)
    {
        var isText = overload.StartsWith("list_string_", StringComparison.Ordinal) || overload.StartsWith("list_bytes_", StringComparison.Ordinal);
        return Allocation(isText ? 2 + CelCallCosts.StringFactor : 2, size * size);
    }

    private static CallEstimate Allocation(double factor, CostRange size) =>
        new(size.Scale(factor) + CostRange.One + CostRange.Fixed(ListNode.Cost), size);

    private static ulong Constant(CostNode node, ulong otherwise) =>
        node.Expr is LiteralExpr { Value: CelInt value } ? (ulong)Math.Max(value.Value, 0) : otherwise;
}
