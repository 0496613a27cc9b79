using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>What failed pods mean for their job.</summary>
internal static class PodFailurePolicyRules
{
    private const int MostRules = 20;
    private const int MostCodes = 255;
    private const int MostPatterns = 20;

    public static void Check(FieldErrors errors, FieldPath path, MapValue spec)
    {
        var rules = spec.Map("podFailurePolicy")!.Maps("rules").ToArray();
        var pod = spec.Map("template")?.Map("spec") ?? MapValue.Empty;
        var names = pod.Maps("containers").Concat(pod.Maps("initContainers")).Select(c => c.StringOrEmpty("name")).ToHashSet(StringComparer.Ordinal);
        if (rules.Length > MostRules)
        {
            errors.TooMany(path, rules.Length, MostRules);
        }

        for (var i = 0; i < rules.Length; i++)
        {
            Rule(errors, path.Index(i), rules[i], spec, names);
        }
    }

    private static void Rule(FieldErrors errors, FieldPath path, MapValue rule, MapValue spec, HashSet<string> names)
    {
        var action = rule.StringOrEmpty("action");
        if (errors.Present(path.Child("action"), action, "valid values: [\"Count\" \"FailIndex\" \"FailJob\" \"Ignore\"]"))
        {
            errors.OneOf(path.Child("action"), action, "Count", "FailIndex", "FailJob", "Ignore");
            if (action == "FailIndex" && spec.Integer("backoffLimitPerIndex") is null)
            {
                errors.Invalid(path.Child("action"), action, "requires the backoffLimitPerIndex to be set");
            }
        }

        var (codes, conditions) = (rule.Map("onExitCodes"), rule.Maps("onPodConditions").ToArray());
        if (codes is not null)
        {
            ExitCodes(errors, path.Child("onExitCodes"), codes, names);
        }

        Conditions(errors, path.Child("onPodConditions"), conditions);
        if (codes is not null && conditions.Length > 0)
        {
            errors.InvalidOmitted(path, "specifying both OnExitCodes and OnPodConditions is not supported");
        }

        if (codes is null && conditions.Length == 0)
        {
            errors.InvalidOmitted(path, "specifying one of OnExitCodes and OnPodConditions is required");
        }
    }

    private static void Conditions(FieldErrors errors, FieldPath path, MapValue[] patterns)
    {
        if (patterns.Length > MostPatterns)
        {
            errors.TooMany(path, patterns.Length, MostPatterns);
        }

        for (var i = 0; i < patterns.Length; i++)
        {
            var (at, type, status) = (path.Index(i), patterns[i].StringOrEmpty("type"), patterns[i].StringOrEmpty("status"));
            errors.Faults(at.Child("type"), type, NameRules.CheckQualifiedName(type));
            if (errors.Present(at.Child("status"), status, "valid values: [\"False\" \"True\" \"Unknown\"]"))
            {
                errors.OneOf(at.Child("status"), status, "False", "True", "Unknown");
            }
        }
    }

    private static void ExitCodes(FieldErrors errors, FieldPath path, MapValue codes, HashSet<string> names)
    {
        var @operator = codes.StringOrEmpty("operator");
        if (errors.Present(path.Child("operator"), @operator, "valid values: [\"In\" \"NotIn\"]"))
        {
            errors.OneOf(path.Child("operator"), @operator, "In", "NotIn");
        }

        if (codes.String("containerName") is { } name && !names.Contains(name))
        {
            errors.Invalid(path.Child("containerName"), name, "must be one of the container or initContainer names in the pod template");
        }

        Values(errors, path.Child("values"), codes["values"], @operator);
    }

    private static void Values(FieldErrors errors, FieldPath path, Value? given, string @operator)
    {
        var values = (given as ListValue ?? ListValue.Empty).Select(v => v is NumberValue n && n.TryGetInt64(out var code) ? code : 0).ToArray();
        if (values.Length == 0)
        {
            errors.Invalid(path, given, "at least one value is required");
        }
        else if (values.Length > MostCodes)
        {
            errors.TooMany(path, values.Length, MostCodes);
        }

        var seen = new HashSet<long>();
        var ordered = true;
        for (var i = 0; i < values.Length; i++)
        {
            if (@operator == "In" && values[i] == 0)
            {
                errors.Invalid(path.Index(i), 0, "must not be 0 for the In operator");
            }

            if (!seen.Add(values[i]))
            {
                errors.Duplicate(path.Index(i), values[i]);
            }

            ordered &= i == 0 || values[i - 1] <= values[i];
        }

        if (!ordered)
        {
            errors.Invalid(path, given, "must be ordered");
        }
    }
}
