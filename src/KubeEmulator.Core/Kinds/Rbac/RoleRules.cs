using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>What a Role or ClusterRole must be. Upstream: <c>pkg/apis/rbac/validation/validation.go</c>.</summary>
internal static class RoleRules
{
    private static readonly FieldPath Selectors = FieldPath.Of("aggregationRule", "clusterRoleSelectors");

    public static void Check(FieldErrors errors, MapValue document, MapValue? old, bool clusterWide)
    {
        FinalizerRules.Check(errors, document);
        var index = 0;
        foreach (var rule in document.Maps("rules"))
        {
            Rule(errors, FieldPath.Of("rules").Index(index++), rule, clusterWide);
        }

        if (clusterWide && document.Map("aggregationRule") is { } aggregation)
        {
            Aggregation(errors, aggregation, HasFaults(old?.Map("aggregationRule")));
        }
    }

    private static void Rule(FieldErrors errors, FieldPath path, MapValue rule, bool clusterWide)
    {
        if (Empty(rule, "verbs"))
        {
            errors.Required(path.Child("verbs"), "verbs must contain at least one value");
        }

        if (!Empty(rule, "nonResourceURLs"))
        {
            if (!clusterWide)
            {
                errors.Invalid(path.Child("nonResourceURLs"), rule["nonResourceURLs"], "namespaced rules cannot apply to non-resource URLs");
            }

            if (!Empty(rule, "apiGroups") || !Empty(rule, "resources") || !Empty(rule, "resourceNames"))
            {
                errors.Invalid(path.Child("nonResourceURLs"), rule["nonResourceURLs"], "rules cannot apply to both regular resources and non-resource URLs");
            }

            return;
        }

        if (Empty(rule, "apiGroups"))
        {
            errors.Required(path.Child("apiGroups"), "resource rules must supply at least one api group");
        }

        if (Empty(rule, "resources"))
        {
            errors.Required(path.Child("resources"), "resource rules must supply at least one resource");
        }
    }

    private static void Aggregation(FieldErrors errors, MapValue aggregation, bool allowInvalidValues)
    {
        if (Empty(aggregation, "clusterRoleSelectors"))
        {
            errors.Required(Selectors, "at least one clusterRoleSelector required if aggregationRule is non-nil");
        }

        var index = 0;
        foreach (var selector in aggregation.Maps("clusterRoleSelectors"))
        {
            var path = Selectors.Index(index++);
            LabelSelectorRules.Check(errors, path, selector, allowInvalidValues);
            if (HasFault(selector))
            {
                errors.InvalidText(path, "null", "invalid label selector.");
            }
        }
    }

    private static bool HasFaults(MapValue? aggregation) => aggregation?.Maps("clusterRoleSelectors").Any(HasFault) ?? false;

    private static bool HasFault(MapValue selector)
    {
        var faults = new FieldErrors();
        LabelSelectorRules.Check(faults, Selectors, selector);
        return faults.Count > 0;
    }

    private static bool Empty(MapValue map, string member) => (map.List(member)?.Count ?? 0) == 0;
}
