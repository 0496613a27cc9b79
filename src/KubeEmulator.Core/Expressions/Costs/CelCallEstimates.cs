namespace KubeEmulator.Expressions;

/// <summary>
/// Estimates of calls: the extensions' own, then Kubernetes' by function, then cel-go's by overload
/// (checker/cost.go, functionCost).
/// </summary>
internal static class CelCallEstimates
{
    private const double StringFactor = CelCallCosts.StringFactor;

    public static CallEstimate Of(CelCostEstimator estimator, CallSite site)
    {
        if ((ListEstimates.Of(site) ?? KubernetesEstimates.Of(site)) is { } known)
        {
            return known with { Cost = known.Cost + site.ArgumentCost };
        }

        return Standard(estimator, site) ?? new CallEstimate(CostRange.One + site.ArgumentCost);
    }

    public static CostRange Size(CostNode node) => node.Size ?? node.Path?.Size ?? CostRange.Unknown;

    private static CostRange Known(CostNode node) => node.Size ?? CostRange.Unknown;

    private static CallEstimate? Standard(CelCostEstimator estimator, CallSite site)
    {
        var a = site.Arguments;
        switch (site.Overload)
        {
            case "string_format" when site.Target is not null:
                return Plus(site, Known(site.Target).Scale(StringFactor));
            case "string_to_bytes":
                var text = Known(a[0]);
                return Plus(site, text.Scale(StringFactor), new CostRange(text.Min, unchecked(text.Max * 4)));
            case "bytes_to_string":
                var bytes = Known(a[0]);
                return Plus(site, bytes.Scale(StringFactor), new CostRange(bytes.Min / 4, bytes.Max));
            case "strings_quote":
                var quoted = Known(a[0]);
                return Plus(site, quoted.Scale(StringFactor), unchecked(new CostRange(quoted.Min + 2, (quoted.Max * 2) + 2)));
            case "starts_with_string" or "ends_with_string":
                return Plus(site, Known(a[0]).Scale(StringFactor));
            case "in_list":
                return Plus(site, Known(a[1]));
            case "matches_string" when site.Target is not null:
                return Plus(site, (Known(site.Target) + CostRange.One).Scale(StringFactor) * Known(a[0]).Scale(CelCallCosts.RegexFactor));
            case "contains_string" when site.Target is not null:
                return Plus(site, Known(site.Target).Scale(StringFactor) * Known(a[0]).Scale(StringFactor));
            case "logical_or" or "logical_and":
                var (left, right) = (site.ArgumentCosts[0], site.ArgumentCosts[1]);
                return new CallEstimate(new CostRange(left.Min, (left + right).Max));
            case "conditional":
                estimator.SetEntries(site.Call, EntrySize.Union(estimator.Entries(a[1].Expr), estimator.Entries(a[2].Expr)));
                return new CallEstimate(
                    site.ArgumentCosts[0] + site.ArgumentCosts[1].Union(site.ArgumentCosts[2]), Known(a[1]).Union(Known(a[2])));
            case "add_string" or "add_bytes" or "add_list":
                var size = Known(a[0]) + Known(a[1]);
                estimator.SetEntries(site.Call, EntrySize.Union(estimator.Entries(a[0].Expr), estimator.Entries(a[1].Expr)));
                return Plus(site, site.Overload == "add_list" ? CostRange.One : size.Scale(StringFactor), size);
            case "less_string" or "greater_string" or "less_equals_string" or "greater_equals_string" or "less_bytes" or "greater_bytes"
                or "less_equals_bytes" or "greater_equals_bytes" or "equals" or "not_equals":
                var most = Math.Min(Known(a[0]).Max, Known(a[1]).Max);
                return Plus(site, new CostRange(most > 0 ? 1UL : 0, most).Scale(StringFactor));
            default:
                return null;
        }
    }

    private static CallEstimate Plus(CallSite site, CostRange cost, CostRange? size = null) => new(cost + site.ArgumentCost, size);
}
