namespace KubeEmulator.Expressions;

/// <summary>Estimates of Kubernetes' functions (apiserver pkg/cel/library/cost.go).</summary>
internal static class KubernetesEstimates
{
    private const double StringFactor = CelCallCosts.StringFactor;
    private const ulong MaxFormatSize = 64;
    private const double MaxFormatPattern = 128;

    // IPv4 has 4 bytes, IPv6 has 16.
    private static readonly CostRange AddressSize = new(4, 16);

    public static CallEstimate? Of(CallSite site)
    {
        var a = site.Arguments;
        switch (site.Call.Function)
        {
            case "check":
                return new CallEstimate(CostRange.Fixed(350_000));
            case "serviceAccount" or "path" or "group" or "resource" or "subresource" or "namespace" or "name" or "allowed" or "reason"
                or "error" or "errored" or "masked" or "prefixLength" or "family" or "isUnspecified" or "isLoopback"
                or "isLinkLocalMulticast" or "isLinkLocalUnicast" or "isGlobalUnicast" or "format.named" or "sign" or "asInteger"
                or "isInteger" or "asApproximateFloat" or "isGreaterThan" or "isLessThan" or "compareTo" or "add" or "sub" or "major"
                or "minor" or "patch" or "getScheme" or "getHostname" or "getHost" or "getPort" or "getEscapedPath" or "getQuery":
                return new CallEstimate(CostRange.One);
            case "fieldSelector" or "labelSelector" when a.Length == 1:
                return new CallEstimate(CelCallCosts.Selector(Size(a[0])));
            case "isSorted" or "sum" or "max" or "min" or "indexOf" or "lastIndexOf" when site.Target is not null:
                return ListWalk(site.Target);
            case "url" or "jsonpatch.escapeKey" when a.Length == 1:
                return new CallEstimate(Size(a[0]).Scale(StringFactor), Size(a[0]));
            case "lowerAscii" or "upperAscii" or "substring" or "trim" when site.Target is not null:
                return new CallEstimate(Size(site.Target).Scale(StringFactor), Size(site.Target));
            case "replace" when site.Target is not null && a.Length >= 2:
                return Replace(Size(site.Target), Size(a[0]), Size(a[1]));
            case "split" when site.Target is not null:
                return Split(Size(site.Target), a);
            case "join" when site.Target is not null:
                return Join(site.Target, a);
            case "find" or "findAll" when site.Target is not null && a.Length >= 1:
                var text = Size(site.Target);
                return new CallEstimate(
                    (text + CostRange.One).Scale(StringFactor) * Size(a[0]).Scale(CelCallCosts.RegexFactor), new CostRange(0, text.Max));
            case "ip" when site.Overload == "cidr_ip":
                return new CallEstimate(CostRange.One);
            case "ip" or "cidr" or "isIP" or "isCIDR" or "quantity" or "isQuantity" or "semver" or "isSemver" when a.Length >= 1:
                return new CallEstimate(Size(a[0]).Scale(StringFactor));
            case "ip.isCanonical":
                return new CallEstimate(Size(a[0]).Scale(2 * StringFactor));
            case "containsIP" or "containsCIDR" when a.Length >= 1:
                return Contains(site);
            case "validate" when a.Length >= 1:
                return new CallEstimate(Size(a[0]).Scale(StringFactor).Scale(MaxFormatPattern * CelCallCosts.RegexFactor));
            case CelOperators.Equal when a.Length == 2 && a[0].Type.IsExactly(a[1].Type):
                return Equality(a[0], a[1]);
            default:
                return null;
        }
    }

    private static CostRange Size(CostNode node) => CelCallEstimates.Size(node);

    private static CostNode? Items(CostNode list) =>
        list.Type.Parameters is [var items, ..] ? new CostNode(null, items, list.Path?.Step(CostPath.Items), null) : null;

    /// <summary>One for each item, and the items' text; a string is walked like any other.</summary>
    private static CallEstimate ListWalk(CostNode target)
    {
        if (Items(target) is not { } items)
        {
            return new CallEstimate(Size(target).Scale(StringFactor));
        }

        var each = CostRange.One;
        if (items.Type.Kind is CelKind.String or CelKind.Bytes)
        {
            each += Size(items).Scale(StringFactor);
        }

        return new CallEstimate(Size(target) * each);
    }

    private static CallEstimate Replace(CostRange text, CostRange old, CostRange replacement)
    {
        var (most, keptMost) = old.Min == 0 ? (text.Max < ulong.MaxValue ? text.Max + 1 : text.Max, text.Max)
            : replacement.Max <= old.Min ? (0UL, text.Max)
            : (Quotient(text.Max, old.Min), 0UL);
        var (least, keptLeast) = old.Max == 0 ? (text.Min < ulong.MaxValue ? text.Min + 1 : text.Min, text.Min)
            : old.Max <= replacement.Min ? (0UL, text.Min)
            : (Quotient(text.Min, old.Max), 0UL);
        var size = (new CostRange(least, most) * replacement) + new CostRange(keptLeast, keptMost);
        return new CallEstimate(text.Scale(2 * StringFactor), size);
    }

    private static ulong Quotient(ulong size, ulong by)
    {
        var count = Math.Ceiling((double)size / by);
        return count >= 18446744073709551616d ? 1UL << 63 : (ulong)count;
    }

    private static CallEstimate Split(CostRange text, CostNode[] arguments)
    {
        var most = arguments.Length > 1 && arguments[1].Expr is LiteralExpr { Value: CelInt limit } ? unchecked((ulong)limit.Value) : text.Max;
        return new CallEstimate(text.Scale(2 * StringFactor), new CostRange(0, most));
    }

    private static CallEstimate Join(CostNode target, CostNode[] arguments)
    {
        var list = Size(target);
        var size = Items(target) is { } items ? list * Size(items) : CostRange.Zero;
        if (arguments.Length > 0)
        {
            size += Size(arguments[0]) * new CostRange(list.Min > 0 ? list.Min - 1 : 0, list.Max > 0 ? list.Max - 1 : 0);
        }

        return new CallEstimate(size.Scale(StringFactor), size);
    }

    private static CallEstimate Contains(CallSite site)
    {
        var cost = (AddressSize + AddressSize).Scale(StringFactor);
        if (site.Call.Function == "containsCIDR")
        {
            cost = cost + AddressSize.Scale(StringFactor) + CostRange.One;
        }

        return new CallEstimate(site.Overload is "cidr_contains_ip_string" or "cidr_contains_cidr_string"
            ? cost + Size(site.Arguments[0]).Scale(StringFactor)
            : cost);
    }

    private static CallEstimate? Equality(CostNode left, CostNode right)
    {
        if (left.Type.Kind is not (CelKind.Opaque or CelKind.Struct) || left.Type.IsOptional || left.Type is CelObjectType)
        {
            return null;
        }

        if (left.Type.Name == CelKubernetesTypes.Format.Name)
        {
            return new CallEstimate(new CostRange(1, MaxFormatSize).Scale(StringFactor));
        }

        if (left.Type.Name == CelKubernetesTypes.Url.Name)
        {
            return new CallEstimate(new CostRange(1, right.Size?.Max ?? 1).Scale(StringFactor));
        }

        return new CallEstimate(CostRange.One);
    }
}
