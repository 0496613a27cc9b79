using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>DaemonSets (apps <c>ValidateDaemonSetSpec</c>).</summary>
internal static class DaemonSetRules
{
    private static readonly FieldPath Spec = FieldPath.Of("spec");

    public static void Check(FieldErrors errors, MapValue spec, PodRuleOptions options)
    {
        var (path, template) = (Spec.Child("template"), spec.Map("template") ?? MapValue.Empty);
        LabelSelectorRules.Check(errors, Spec.Child("selector"), spec.Map("selector"), options.AllowInvalidSelectorValues);
        if (LabelSelector.TryFrom(spec["selector"], out var selector, out _) && !selector.Matches(template.Map("metadata")?.Map("labels") ?? MapValue.Empty))
        {
            errors.Invalid(path.Child("metadata").Child("labels"), template.Map("metadata")?["labels"], "`selector` does not match template `labels`");
        }

        if (spec.Map("selector") is { } given)
        {
            SelectorRules.NotEmpty(errors, Spec.Child("selector"), given, "empty selector is invalid for daemonset");
        }

        PodTemplateRules.Check(errors, path, template, options);
        PodTemplateRules.AlwaysRestarting(errors, path, template, "DaemonSet");
        errors.NonNegative(Spec, spec, "minReadySeconds");
        Strategy(errors, Spec.Child("updateStrategy"), spec.Map("updateStrategy") ?? MapValue.Empty);
        errors.NonNegative(Spec, spec, "revisionHistoryLimit");
    }

    public static void Status(FieldErrors errors, MapValue status, MapValue old)
    {
        StatusCounts.NonNegative(
            errors,
            status,
            "currentNumberScheduled",
            "numberMisscheduled",
            "desiredNumberScheduled",
            "numberReady",
            "observedGeneration",
            "updatedNumberScheduled",
            "numberAvailable",
            "numberUnavailable",
            "collisionCount");
        StatusCounts.CollisionsOnlyGrow(errors, status, old);
    }

    private static void Strategy(FieldErrors errors, FieldPath path, MapValue strategy)
    {
        switch (strategy.StringOrEmpty("type"))
        {
            case "OnDelete":
                break;
            case "RollingUpdate":
                RollingUpdate(errors, path.Child("rollingUpdate"), strategy.Map("rollingUpdate") ?? MapValue.Empty);
                break;
            default:
                DeploymentRules.Unsupported(errors, path, InternalText.Of(strategy, "io.k8s.api.apps.v1.DaemonSetUpdateStrategy"), "\"RollingUpdate\", \"OnDelete\"");
                break;
        }
    }

    private static void RollingUpdate(FieldErrors errors, FieldPath path, MapValue rolling)
    {
        var (unavailable, surge) = (rolling["maxUnavailable"], rolling["maxSurge"]);
        IntOrStringRules.NonNegativeOrPercent(errors, path.Child("maxUnavailable"), unavailable);
        IntOrStringRules.NonNegativeOrPercent(errors, path.Child("maxSurge"), surge);
        IntOrStringRules.AtMost100Percent(errors, path.Child("maxUnavailable"), unavailable);
        IntOrStringRules.AtMost100Percent(errors, path.Child("maxSurge"), surge);
        var (hasUnavailable, hasSurge) = (IntOrStringRules.Number(unavailable) != 0, IntOrStringRules.Number(surge) != 0);
        if (hasUnavailable && hasSurge)
        {
            errors.Invalid(path.Child("maxSurge"), surge, "may not be set when maxUnavailable is non-zero");
        }
        else if (!hasUnavailable && !hasSurge)
        {
            errors.Required(path.Child("maxUnavailable"), "cannot be 0 when maxSurge is 0");
        }
    }
}
