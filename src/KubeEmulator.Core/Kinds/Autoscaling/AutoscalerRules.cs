using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Autoscalers (autoscaling <c>validateHorizontalPodAutoscalerSpec</c>), in their stored form v2.</summary>
internal static class AutoscalerRules
{
    private const int LongestPeriod = 1800;
    private const int LongestWindow = 3600;
    private static readonly FieldPath Spec = FieldPath.Of("spec");

    public static void Check(FieldErrors errors, MapValue spec, MapValue? old)
    {
        var (least, most) = (spec.Integer("minReplicas"), spec.Integer("maxReplicas") ?? 0);
        var lowest = old?.Integer("minReplicas") == 0 ? 0 : 1;
        if (least < lowest)
        {
            errors.Invalid(Spec.Child("minReplicas"), least.Value, $"must be greater than or equal to {lowest}");
        }

        if (most == 0)
        {
            errors.Required(Spec.Child("maxReplicas"), "must be set and greater than 0");
        }
        else if (most < 0)
        {
            errors.Invalid(Spec.Child("maxReplicas"), most, "must be greater than or equal to 1");
        }

        if (most < least)
        {
            errors.Invalid(Spec.Child("maxReplicas"), most, "must be greater than or equal to `minReplicas`");
        }

        Target(errors, spec, old);
        Metrics(errors, spec, old, least);
        foreach (var member in (ReadOnlySpan<string>)["scaleUp", "scaleDown"])
        {
            if (spec.Map("behavior")?.Map(member) is { } rules)
            {
                ScalingRules(errors, Spec.Child("behavior").Child(member), rules);
            }
        }
    }

    /// <summary>A reference to an object by version, kind and name.</summary>
    public static void Reference(FieldErrors errors, FieldPath path, MapValue reference, bool allowCoreGroup, bool allowInvalidVersion)
    {
        foreach (var member in (ReadOnlySpan<string>)["kind", "name"])
        {
            var text = reference.StringOrEmpty(member);
            if (errors.Present(path.Child(member), text))
            {
                errors.Faults(path.Child(member), text, NameRules.CheckPathSegment(text));
            }
        }

        var version = reference.StringOrEmpty("apiVersion");
        if (!allowInvalidVersion && VersionFault(version, allowCoreGroup) is { } fault)
        {
            errors.Invalid(path.Child("apiVersion"), version, fault);
        }
    }

    private static string? VersionFault(string version, bool allowCoreGroup) => version.Count(c => c == '/') switch
    {
        > 1 => $"unexpected GroupVersion string: {version}",
        1 when version[0] != '/' => null,
        _ => allowCoreGroup ? null : "apiVersion must specify API group",
    };

    private static void Target(FieldErrors errors, MapValue spec, MapValue? old)
    {
        var (target, before) = (spec.Map("scaleTargetRef") ?? MapValue.Empty, old?.Map("scaleTargetRef"));
        var same = before is not null && before.StringOrEmpty("apiVersion") == target.StringOrEmpty("apiVersion") && before.StringOrEmpty("kind") == target.StringOrEmpty("kind");
        Reference(errors, Spec.Child("scaleTargetRef"), target, allowCoreGroup: target.String("kind") == "ReplicationController", allowInvalidVersion: same);
    }

    private static void Metrics(FieldErrors errors, MapValue spec, MapValue? old, long? least)
    {
        var metrics = spec.Maps("metrics").ToArray();
        var wasInvalid = old?.Maps("metrics").Any(m => m.String("type") == "Object" && VersionFault(m.Map("object")?.Map("describedObject")?.StringOrEmpty("apiVersion") ?? "", true) is not null) == true;
        for (var i = 0; i < metrics.Length; i++)
        {
            AutoscalerMetricRules.Check(errors, Spec.Child("metrics").Index(i), metrics[i], wasInvalid);
        }

        if (least == 0 && !metrics.Any(m => m.String("type") is "Object" or "External"))
        {
            errors.Forbidden(Spec.Child("metrics"), "must specify at least one Object or External metric to support scaling to zero replicas");
        }
    }

    private static void ScalingRules(FieldErrors errors, FieldPath path, MapValue rules)
    {
        var window = path.Child("stabilizationWindowSeconds");
        if (rules.Integer("stabilizationWindowSeconds") is { } seconds and (< 0 or > LongestWindow))
        {
            errors.Invalid(window, seconds, seconds < 0 ? "must be greater than or equal to zero" : $"must be less than or equal to {LongestWindow}");
        }

        if (rules.String("selectPolicy") is { } select)
        {
            errors.OneOf(path.Child("selectPolicy"), select, "Disabled", "Max", "Min");
        }

        var policies = rules.Maps("policies").ToArray();
        if (policies.Length == 0)
        {
            errors.Required(path.Child("policies"), "must specify at least one Policy");
        }

        for (var i = 0; i < policies.Length; i++)
        {
            Policy(errors, path.Child("policies").Index(i), policies[i]);
        }

        if (Quantity.From(rules["tolerance"]) is { } tolerance)
        {
            errors.NonNegative(path.Child("tolerance"), tolerance);
        }
    }

    private static void Policy(FieldErrors errors, FieldPath path, MapValue policy)
    {
        errors.OneOf(path.Child("type"), policy.StringOrEmpty("type"), "Percent", "Pods");
        errors.Positive(path.Child("value"), policy.Integer("value") ?? 0);
        var period = policy.Integer("periodSeconds") ?? 0;
        errors.Positive(path.Child("periodSeconds"), period);
        if (period > LongestPeriod)
        {
            errors.Invalid(path.Child("periodSeconds"), period, $"must be less than or equal to {LongestPeriod}");
        }
    }
}
