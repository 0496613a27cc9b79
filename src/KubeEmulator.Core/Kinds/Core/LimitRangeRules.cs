using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>What a LimitRange must be. Upstream: <c>ValidateLimitRange</c> in <c>pkg/apis/core/validation/validation.go</c>.</summary>
internal static class LimitRangeRules
{
    private static readonly string[] Members = ["max", "min", "default", "defaultRequest", "maxLimitRequestRatio"];

    public static void Check(FieldErrors errors, MapValue limitRange)
    {
        var types = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var limit in limitRange.Map("spec")?.Maps("limits") ?? [])
        {
            var path = FieldPath.Of("spec", "limits").Index(index++);
            var type = limit.StringOrEmpty("type");
            TypeName(errors, path.Child("type"), type);
            if (!types.Add(type))
            {
                errors.Duplicate(path.Child("type"), type);
            }

            Names(errors, path, limit, type);
            Amounts(errors, path, limit, type);
        }
    }

    private static void TypeName(FieldErrors errors, FieldPath path, string type)
    {
        var faults = NameRules.CheckQualifiedName(type);
        errors.Faults(path, type, faults);
        if (faults.Count == 0 && !type.Contains('/', StringComparison.Ordinal) && type is not ("Pod" or "Container" or "PersistentVolumeClaim"))
        {
            errors.Invalid(path, type, "must be a standard limit type or fully qualified");
        }
    }

    private static void Names(FieldErrors errors, FieldPath path, MapValue limit, string type)
    {
        ResourceRules.NameCheck check = type is "Pod" or "Container" ? ResourceRules.ContainerName : ResourceRules.Name;
        foreach (var member in Members)
        {
            if (member == "maxLimitRequestRatio" && type == "PersistentVolumeClaim" && !Has(limit, "min", "storage") && !Has(limit, "max", "storage"))
            {
                errors.Required(path.Child("limits"), "either minimum or maximum storage value is required, but neither was provided");
            }

            var amounts = limit.Map(member) ?? MapValue.Empty;
            if (type == "Pod" && (member is "default" or "defaultRequest"))
            {
                if (amounts.Count > 0)
                {
                    errors.Forbidden(path.Child(member), "may not be specified when `type` is 'Pod'");
                }

                continue;
            }

            foreach (var (resource, _) in amounts)
            {
                check(errors, path.Child(member).Key(resource), resource);
            }
        }
    }

    private static bool Has(MapValue limit, string member, string resource) => limit.Map(member)?.ContainsKey(resource) == true;

    private static void Amounts(FieldErrors errors, FieldPath path, MapValue limit, string type)
    {
        var members = type == "Pod" ? Members.Where(m => m is not ("default" or "defaultRequest")) : Members;
        foreach (var resource in members.SelectMany(m => limit.Map(m) ?? MapValue.Empty).Select(e => e.Key).Distinct(StringComparer.Ordinal))
        {
            new LimitRangeAmounts(errors, path, limit, resource, type == "Pod").Check();
        }
    }
}
