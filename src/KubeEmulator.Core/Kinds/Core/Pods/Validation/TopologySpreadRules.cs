using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>How pods spread over zones and nodes (core <c>validateTopologySpreadConstraints</c>).</summary>
internal static class TopologySpreadRules
{
    public static void Check(FieldErrors errors, FieldPath path, MapValue spec, PodRuleOptions options)
    {
        var constraints = spec.Maps("topologySpreadConstraints").ToArray();
        for (var i = 0; i < constraints.Length; i++)
        {
            Constraint(errors, path.Index(i), constraints[i], constraints.AsSpan(i + 1), options);
        }
    }

    private static void Constraint(FieldErrors errors, FieldPath path, MapValue constraint, ReadOnlySpan<MapValue> rest, PodRuleOptions options)
    {
        var (key, action) = (constraint.StringOrEmpty("topologyKey"), constraint.StringOrEmpty("whenUnsatisfiable"));
        errors.Positive(path.Child("maxSkew"), constraint.Integer("maxSkew") ?? 0);
        errors.Present(path.Child("topologyKey"), key, "can not be empty");
        errors.OneOf(path.Child("whenUnsatisfiable"), action, "DoNotSchedule", "ScheduleAnyway");
        foreach (var other in rest)
        {
            if (other.StringOrEmpty("topologyKey") == key && other.StringOrEmpty("whenUnsatisfiable") == action)
            {
                errors.Duplicate(path.Child("{topologyKey, whenUnsatisfiable}"), $"{{{key}, {action}}}");
                break;
            }
        }

        if (constraint.Integer("minDomains") is { } domains)
        {
            errors.Positive(path.Child("minDomains"), domains);
            if (action != "DoNotSchedule")
            {
                errors.Invalid(path.Child("minDomains"), domains, $"can only use minDomains if whenUnsatisfiable=DoNotSchedule, not {action}");
            }
        }

        foreach (var member in (ReadOnlySpan<string>)["nodeAffinityPolicy", "nodeTaintsPolicy"])
        {
            if (constraint.String(member) is { } policy)
            {
                errors.OneOf(path.Child(member), policy, "Honor", "Ignore");
            }
        }

        AffinityRules.LabelKeys(errors, path, constraint);
        if (!options.AllowInvalidTopologySpreadSelector)
        {
            LabelSelectorRules.Check(errors, path.Child("labelSelector"), constraint.Map("labelSelector"));
        }
    }
}
