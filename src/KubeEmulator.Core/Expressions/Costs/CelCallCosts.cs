namespace KubeEmulator.Expressions;

/// <summary>
/// What calls cost while they run: Kubernetes' rules by function (apiserver pkg/cel/library/cost.go), then
/// cel-go's by overload (interpreter/runtimecost.go). <c>null</c> is the cost 1.
/// </summary>
internal static class CelCallCosts
{
    /// <summary>cel-go: a character costs a tenth of a step.</summary>
    public const double StringFactor = 0.1;

    /// <summary>cel-go: a pattern has about one expression per four characters.</summary>
    public const double RegexFactor = 0.25;

    /// <summary>Two checks are all an expression may do.</summary>
    private const ulong Check = 350_000;

    public static CelCallCost? For(string function, string? overload) => function switch
    {
        "check" => static (_, _) => Check,
        "fieldSelector" or "labelSelector" => static (a, _) => Selector(CostRange.Fixed(Size(a[1]))).Max,
        "isSorted" or "sum" or "max" or "min" or "indexOf" or "lastIndexOf" => static (a, _) => Traversal(a[0]),
        "url" or "lowerAscii" or "upperAscii" or "substring" or "trim" or "jsonpatch.escapeKey" or "cidr" or "isIP" or "isCIDR"
            or "quantity" or "isQuantity" or "semver" or "isSemver" => static (a, _) => Scaled(Size(a[0]), StringFactor),
        "ip" when overload == "cidr_ip" => null,
        "ip" => static (a, _) => Scaled(Size(a[0]), StringFactor),
        "replace" or "split" or "ip.isCanonical" => static (a, _) => Scaled(Size(a[0]), 2 * StringFactor),
        "join" => static (_, r) => Scaled(Size(r), 2 * StringFactor),
        "find" or "findAll" => static (a, _) => Pattern(a[0], Size(a[1])),
        "validate" => static (a, _) => Pattern(a[1], (a[0] as CelFormat)?.MaxRegexSize ?? 0),
        "containsIP" => Contains(overload == "cidr_contains_ip_string", nested: false),
        "containsCIDR" => Contains(overload == "cidr_contains_cidr_string", nested: true),
        "allowed" or "compareTo" => null,
        _ => ForOverload(overload),
    };

    public static ulong Equality(CelValue[] arguments, CelValue result) =>
        arguments[0] is CelOpaque ? 1 : Inequality(arguments, result);

    public static ulong Inequality(CelValue[] arguments, CelValue result) =>
        Scaled(Math.Min(Size(arguments[0]), Size(arguments[1])), StringFactor);

    /// <summary>A selector is a list of requirements, each with a list of values.</summary>
    public static CostRange Selector(CostRange length) =>
        CostRange.Fixed(ListNode.Cost) + length.Scale(StringFactor) + length.Scale(0.5).Scale(ListNode.Cost + StructNode.Cost);

    private static CelCallCost? ForOverload(string? overload) => overload switch
    {
        "starts_with_string" or "ends_with_string" or "string_to_bytes" or "bytes_to_string" or "strings_quote" or "string_format" =>
            static (a, _) => Scaled(Size(a[0]), StringFactor),
        "in_list" => static (a, _) => Size(a[1]),
        "less_string" or "greater_string" or "less_equals_string" or "greater_equals_string" or "less_bytes" or "greater_bytes"
            or "less_equals_bytes" or "greater_equals_bytes" => Inequality,
        "add_string" or "add_bytes" => static (a, _) => Scaled(Size(a[0]) + Size(a[1]), StringFactor),
        "matches_string" => static (a, _) => Pattern(a[0], Size(a[1])),
        "list_slice" or "lists_range" or "list_reverse" => static (_, r) => Allocation(1, Size(r)),
        "list_flatten" => static (a, _) => Allocation(1, Size(a[0])),
        "list_flatten_int" => static (a, _) => Allocation(((CelInt)a[1]).Value, Size(a[0])),
        "list_distinct" => static (a, _) => SelfComparison(a[0]),
        "list_sets_contains_list" or "list_sets_intersects_list" => static (a, _) => 1 + (Size(a[0]) * Size(a[1])),
        "list_sets_equivalent_list" => static (a, _) => 1 + (2 * Size(a[0]) * Size(a[1])),
        _ when overload?.EndsWith("_sort", StringComparison.Ordinal) == true => static (a, _) => SelfComparison(a[0]),
        _ when overload?.EndsWith("_sortByAssociatedKeys", StringComparison.Ordinal) == true => static (a, _) => SelfComparison(a[1]),
        "contains_string" => static (a, _) => Scaled(Size(a[0]), StringFactor) * Scaled(Size(a[1]), StringFactor),
        _ => null,
    };

    private static ulong Pattern(CelValue text, ulong pattern) => Scaled(1 + Size(text), StringFactor) * Scaled(pattern, RegexFactor);

    /// <summary>A call that makes a list (cel-go ext/lists.go).</summary>
    private static ulong Allocation(double factor, ulong size) => unchecked((ulong)(long)(size * factor)) + 1 + ListNode.Cost;

    private static ulong SelfComparison(CelValue list)
    {
        var size = Size(list);
        var isText = size > 0 && list is CelList items && items[0] is (CelString or CelBytes);
        return Allocation(isText ? 2 + StringFactor : 2, size * size);
    }

    private static CelCallCost Contains(bool parses, bool nested) => (a, _) =>
    {
        var network = Size(a[0]);
        return Scaled(network * 2, StringFactor)
            + (nested ? Scaled(network, StringFactor) + 1 : 0)
            + (parses ? Scaled(Size(a[1]), StringFactor) : 0);
    };

    private static ulong Size(CelValue value) => value switch
    {
        CelOptional { Value: { } inner } => Size(inner),
        _ => value.Size is var size and >= 0 ? (ulong)size : 1,
    };

    private static ulong Scaled(ulong size, double factor) => (ulong)Math.Ceiling(size * factor);

    private static ulong Traversal(CelValue value) => value switch
    {
        CelString s => (ulong)(System.Text.Encoding.UTF8.GetByteCount(s.Text) * StringFactor),
        CelBytes b => (ulong)(b.Size * StringFactor),
        CelList list => list.Items().Aggregate(0UL, (sum, item) => sum + Traversal(item)),
        CelMap map => map.Keys.Aggregate(0UL, (sum, key) => sum + Traversal(key) + Traversal(map.Find(key)!)),
        CelObject o => Traversal(new CelObjectEntries(o)),
        _ => 1,
    };
}
