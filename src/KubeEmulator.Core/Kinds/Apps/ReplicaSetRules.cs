using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>ReplicaSets, and the parts of Deployments that are the same (apps <c>ValidateReplicaSetSpec</c>).</summary>
internal static class ReplicaSetRules
{
    private static readonly FieldPath Spec = FieldPath.Of("spec");

    public static void Check(FieldErrors errors, MapValue spec, PodRuleOptions options)
    {
        errors.NonNegative(Spec, spec, "replicas");
        errors.NonNegative(Spec, spec, "minReadySeconds");
        SelectorAndTemplate(errors, spec, options);
    }

    public static void Status(FieldErrors errors, MapValue status)
    {
        StatusCounts.NonNegative(errors, status, "replicas", "fullyLabeledReplicas", "readyReplicas", "availableReplicas", "observedGeneration", "terminatingReplicas");
        StatusCounts.AtMostReplicas(errors, status, "fullyLabeledReplicas", "readyReplicas", "availableReplicas");
        StatusCounts.AtMost(errors, status, "availableReplicas", "readyReplicas", "cannot be greater than readyReplicas");
    }

    /// <summary>The selector and the template. (The text about deployments is the same for both in upstream.)</summary>
    public static void SelectorAndTemplate(FieldErrors errors, MapValue spec, PodRuleOptions options)
    {
        var (path, template) = (Spec.Child("template"), spec.Map("template") ?? MapValue.Empty);
        SelectorRules.Required(errors, Spec.Child("selector"), spec, "empty selector is invalid for deployment");
        if (!LabelSelector.TryFrom(spec["selector"], out var selector, out _))
        {
            errors.Invalid(Spec.Child("selector"), spec["selector"], "invalid label selector");
            return;
        }

        PodTemplateRules.Selected(errors, path, template, selector);
        PodTemplateRules.Check(errors, path, template, options);
        PodTemplateRules.AlwaysRestarting(errors, path, template, "ReplicaSet");
    }
}
