using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Deployments (apps <c>ValidateDeploymentSpec</c>).</summary>
internal static class DeploymentRules
{
    private static readonly FieldPath Spec = FieldPath.Of("spec");

    public static void Check(FieldErrors errors, MapValue spec, PodRuleOptions options)
    {
        errors.NonNegative(Spec, spec, "replicas");
        ReplicaSetRules.SelectorAndTemplate(errors, spec, options);
        Strategy(errors, Spec.Child("strategy"), spec.Map("strategy") ?? MapValue.Empty);
        errors.NonNegative(Spec, spec, "minReadySeconds");
        errors.NonNegative(Spec, spec, "revisionHistoryLimit");
        if (spec.Integer("progressDeadlineSeconds") is { } deadline)
        {
            errors.NonNegative(Spec, spec, "progressDeadlineSeconds");
            if (deadline <= (spec.Integer("minReadySeconds") ?? 0))
            {
                errors.Invalid(Spec.Child("progressDeadlineSeconds"), deadline, "must be greater than minReadySeconds");
            }
        }
    }

    public static void Status(FieldErrors errors, MapValue status, MapValue old)
    {
        StatusCounts.NonNegative(errors, status, "observedGeneration", "replicas", "updatedReplicas", "readyReplicas", "availableReplicas", "unavailableReplicas", "terminatingReplicas", "collisionCount");
        StatusCounts.AtMostReplicas(errors, status, "updatedReplicas", "readyReplicas", "availableReplicas");
        StatusCounts.AtMost(errors, status, "availableReplicas", "readyReplicas", "cannot be greater than readyReplicas");
        StatusCounts.CollisionsOnlyGrow(errors, status, old);
    }

    private static void Strategy(FieldErrors errors, FieldPath path, MapValue strategy)
    {
        var rolling = strategy.Map("rollingUpdate");
        switch (strategy.StringOrEmpty("type"))
        {
            case "Recreate":
                if (rolling is not null)
                {
                    errors.Forbidden(path.Child("rollingUpdate"), "may not be specified when strategy `type` is 'Recreate'");
                }

                break;
            case "RollingUpdate":
                RollingUpdate(errors, path.Child("rollingUpdate"), rolling ?? MapValue.Empty);
                break;
            default:
                // Inside, both are numbers rather than pointers.
                strategy = strategy.EditMap("rollingUpdate", r => r.WithDefault("maxUnavailable", 0).WithDefault("maxSurge", 0));
                Unsupported(errors, path, InternalText.Of(strategy, "io.k8s.api.apps.v1.DeploymentStrategy"), "\"Recreate\", \"RollingUpdate\"");
                break;
        }
    }

    private static void RollingUpdate(FieldErrors errors, FieldPath path, MapValue rolling)
    {
        var (unavailable, surge) = (rolling["maxUnavailable"], rolling["maxSurge"]);
        IntOrStringRules.NonNegativeOrPercent(errors, path.Child("maxUnavailable"), unavailable);
        IntOrStringRules.NonNegativeOrPercent(errors, path.Child("maxSurge"), surge);
        if (IntOrStringRules.Number(unavailable) == 0 && IntOrStringRules.Number(surge) == 0)
        {
            errors.Invalid(path.Child("maxUnavailable"), unavailable, "may not be 0 when `maxSurge` is 0");
        }

        IntOrStringRules.AtMost100Percent(errors, path.Child("maxUnavailable"), unavailable);
    }

    /// <summary>A whole struct of an unsupported type.</summary>
    internal static void Unsupported(FieldErrors errors, FieldPath path, string literal, string supported) =>
        errors.Add(new FieldError(FieldErrorType.NotSupported, path.ToString(), $"Unsupported value: {literal}: supported values: {supported}"));
}
