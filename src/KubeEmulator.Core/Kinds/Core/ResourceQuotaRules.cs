using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>What a ResourceQuota must be. Upstream: <c>ValidateResourceQuota</c> in <c>pkg/apis/core/validation/validation.go</c>.</summary>
internal static class ResourceQuotaRules
{
    private static readonly FieldPath Spec = FieldPath.Of("spec");
    private static readonly FieldPath Status = FieldPath.Of("status");

    public static void CheckSpec(FieldErrors errors, MapValue spec)
    {
        Amounts(errors, Spec.Child("hard"), spec.Map("hard"));
        Scopes(errors, spec);
        if (spec.Map("scopeSelector") is { } selector)
        {
            Selector(errors, Spec.Child("scopeSelector").Child("matchExpressions"), spec, selector);
        }
    }

    public static void CheckStatus(FieldErrors errors, MapValue status)
    {
        Amounts(errors, Status.Child("hard"), status.Map("hard"));
        Amounts(errors, Status.Child("used"), status.Map("used"));
    }

    public static void CheckUpdate(FieldErrors errors, MapValue spec, MapValue old)
    {
        CheckSpec(errors, spec);
        if (!spec.Strings("scopes").ToHashSet(StringComparer.Ordinal).SetEquals(old.Strings("scopes")))
        {
            errors.Invalid(Spec.Child("scopes"), spec["scopes"], FieldChecks.ImmutableText);
        }
    }

    private static void Amounts(FieldErrors errors, FieldPath path, MapValue? amounts)
    {
        foreach (var (resource, amount) in amounts ?? MapValue.Empty)
        {
            var at = path.Key(resource);
            ResourceRules.Name(errors, at, resource);
            if (!resource.Contains('/', StringComparison.Ordinal) && !ResourceNames.IsStandardQuota(resource))
            {
                errors.Invalid(at, resource, "must be a standard resource for quota");
            }

            ResourceRules.Amount(errors, at, resource, Quantity.From(amount) ?? Quantity.Zero);
        }
    }

    private static void Scopes(FieldErrors errors, MapValue spec)
    {
        var (path, list) = (Spec.Child("scopes"), spec["scopes"]);
        var scopes = spec.Strings("scopes").ToArray();
        foreach (var scope in scopes)
        {
            if (!QuotaScopes.IsStandard(scope))
            {
                errors.Invalid(path, list, "unsupported scope");
            }

            foreach (var _ in Unfit(spec, scope))
            {
                errors.Invalid(path, list, "unsupported scope applied to resource");
            }
        }

        Conflicts(errors, path, list, scopes);
    }

    private static void Selector(FieldErrors errors, FieldPath path, MapValue spec, MapValue selector)
    {
        var scopes = new List<string>();
        foreach (var requirement in selector.Maps("matchExpressions"))
        {
            var scope = requirement.StringOrEmpty("scopeName");
            if (!QuotaScopes.IsStandard(scope))
            {
                errors.Invalid(path.Child("scopeName"), scope, "unsupported scope");
            }

            foreach (var _ in Unfit(spec, scope))
            {
                errors.InvalidText(path, InternalText.Of(selector, "io.k8s.api.core.v1.ScopeSelector"), "unsupported scope applied to resource");
            }

            Operator(errors, path, requirement, scope);
            scopes.Add(scope);
        }

        Conflicts(errors, path, spec["scopes"], scopes);
    }

    private static void Operator(FieldErrors errors, FieldPath path, MapValue requirement, string scope)
    {
        var (@operator, values) = (requirement.StringOrEmpty("operator"), requirement.List("values"));
        if (QuotaScopes.OnlyExists(scope) && @operator != "Exists")
        {
            errors.Invalid(path.Child("operator"), @operator, "must be 'Exists' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity");
        }

        switch (@operator)
        {
            case "In" or "NotIn" when values is not { Count: > 0 }:
                errors.Required(path.Child("values"), "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector");
                break;
            case "Exists" or "DoesNotExist" when values is { Count: > 0 }:
                errors.Invalid(path.Child("values"), values, "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector");
                break;
            case "In" or "NotIn" or "Exists" or "DoesNotExist":
                break;
            default:
                errors.Invalid(path.Child("operator"), @operator, "not a valid selector operator");
                break;
        }
    }

    private static IEnumerable<string> Unfit(MapValue spec, string scope) =>
        (spec.Map("hard") ?? MapValue.Empty).Select(h => h.Key).Where(r => ResourceNames.IsStandardQuota(r) && !QuotaScopes.Fits(scope, r));

    private static void Conflicts(FieldErrors errors, FieldPath path, Value? list, IReadOnlyCollection<string> scopes)
    {
        foreach (var (one, other) in (ReadOnlySpan<(string, string)>)[("BestEffort", "NotBestEffort"), ("Terminating", "NotTerminating")])
        {
            if (scopes.Contains(one) && scopes.Contains(other))
            {
                errors.Invalid(path, list, "conflicting scopes");
            }
        }
    }
}
