using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>A pod template, and what workloads demand of theirs.</summary>
internal static class PodTemplateRules
{
    /// <summary>The template by itself (core <c>ValidatePodTemplateSpec</c>).</summary>
    public static void Check(FieldErrors errors, FieldPath path, MapValue template, PodRuleOptions options)
    {
        var (metadata, spec) = (template.Map("metadata") ?? MapValue.Empty, template.Map("spec") ?? MapValue.Empty);
        var annotations = metadata.Map("annotations") ?? MapValue.Empty;
        MetaRules.Labels(errors, path.Child("labels"), metadata.Map("labels"));
        MetaRules.Annotations(errors, path.Child("annotations"), annotations);
        PodAnnotationRules.Check(errors, path.Child("annotations"), annotations, spec, options);
        PodSpecRules.Check(errors, path.Child("spec"), spec, MapValue.Empty, options);
        ProfileRules.MatchAnnotations(errors, path.Child("spec"), annotations, spec);
        if (spec.List("ephemeralContainers") is { Count: > 0 })
        {
            errors.Forbidden(path.Child("spec").Child("ephemeralContainers"), "ephemeral containers not allowed in pod template");
        }
    }

    /// <summary>The selector of a workload must choose the pods that its template makes.</summary>
    public static void Selected(FieldErrors errors, FieldPath path, MapValue template, LabelSelector selector)
    {
        var labels = template.Map("metadata")?["labels"];
        if (!selector.IsEmpty && !selector.Matches(labels as MapValue ?? MapValue.Empty))
        {
            errors.Invalid(path.Child("metadata").Child("labels"), labels, "`selector` does not match template `labels`");
        }
    }

    /// <summary>Pods that are always kept running.</summary>
    public static void AlwaysRestarting(FieldErrors errors, FieldPath path, MapValue template, string kind)
    {
        var spec = template.Map("spec") ?? MapValue.Empty;
        if (spec.StringOrEmpty("restartPolicy") != "Always")
        {
            errors.NotSupported(path.Child("spec").Child("restartPolicy"), spec.StringOrEmpty("restartPolicy"), "Always");
        }

        if (!spec["activeDeadlineSeconds"].IsNullOrAbsent())
        {
            errors.Forbidden(path.Child("spec").Child("activeDeadlineSeconds"), $"activeDeadlineSeconds in {kind} is not Supported");
        }
    }
}
