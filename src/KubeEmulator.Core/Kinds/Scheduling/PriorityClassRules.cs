using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>What a PriorityClass must be. Upstream: <c>pkg/apis/scheduling/validation/validation.go</c>, <c>pkg/apis/scheduling/v1/helpers.go</c>.</summary>
internal static class PriorityClassRules
{
    private const long HighestOfUsers = PodPriorities.HighestUserDefinable;
    private const string SystemPrefix = PodPriorities.SystemPrefix;

    public static void Check(MapValue document, FieldErrors errors)
    {
        FinalizerRules.Check(errors, document);
        var (name, value) = (document.StringAt("metadata", "name") ?? "", document.Integer("value") ?? 0);
        if (name.StartsWith(SystemPrefix, StringComparison.Ordinal))
        {
            if (SystemFault(name, value, document.Bool("globalDefault") ?? false) is { } fault)
            {
                errors.Forbidden(FieldPath.Of("metadata", "name"), $"priority class names with '{SystemPrefix}' prefix are reserved for system use only. error: {fault}");
            }
        }
        else if (value > HighestOfUsers)
        {
            errors.Forbidden(FieldPath.Of("value"), $"maximum allowed value of a user defined priority is {HighestOfUsers}");
        }

        if (document.String("preemptionPolicy") is { } policy)
        {
            errors.OneOf(FieldPath.Of("preemptionPolicy"), policy, "PreemptLowerPriority", "Never");
        }
    }

    public static void CheckUpdate(MapValue document, KubeObject old, FieldErrors errors)
    {
        FinalizerRules.Check(errors, document);
        if ((document.Integer("value") ?? 0) != (old.Root.Integer("value") ?? 0))
        {
            errors.Forbidden(FieldPath.Of("value"), "may not be changed in an update.");
        }

        errors.Immutable(FieldPath.Of("preemptionPolicy"), document["preemptionPolicy"], old.Root["preemptionPolicy"]);
    }

    private static string? SystemFault(string name, long value, bool globalDefault) =>
        PodPriorities.System.FirstOrDefault(s => s.Name == name) is not { Name: not null } known ? $"{name} is not a known system priority class"
        : value != known.Value ? $"value of {name} PriorityClass must be {known.Value}"
        : globalDefault ? $"globalDefault of {name} PriorityClass must be false"
        : null;
}
