using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Pods (core <c>ValidatePodCreate</c> and what it shares with updates).</summary>
internal static class PodRules
{
    private static readonly FieldPath Spec = FieldPath.Of("spec");
    private static readonly FieldPath Annotations = FieldPath.Of("metadata", "annotations");

    public static void Create(FieldErrors errors, MapValue pod, PodRuleOptions options)
    {
        var spec = pod.Map("spec") ?? MapValue.Empty;
        Whole(errors, pod, options);
        if (spec.List("ephemeralContainers") is { Count: > 0 })
        {
            errors.Forbidden(Spec.Child("ephemeralContainers"), "cannot be set on create");
        }

        if (spec.StringOrEmpty("nodeName").Length > 0 && spec.List("schedulingGates") is { Count: > 0 })
        {
            errors.Forbidden(Spec.Child("nodeName"), "cannot be set until all schedulingGates have been cleared");
        }

        ProfileRules.MatchAnnotations(errors, Spec, AnnotationsOf(pod), spec);
    }

    /// <summary>Annotations and spec, as they must be at any time.</summary>
    public static void Whole(FieldErrors errors, MapValue pod, PodRuleOptions options)
    {
        var (metadata, spec) = (pod.Map("metadata") ?? MapValue.Empty, pod.Map("spec") ?? MapValue.Empty);
        PodAnnotationRules.Check(errors, Annotations, AnnotationsOf(pod), spec, options);
        PodSpecRules.Check(errors, Spec, spec, metadata, options);
        if (spec.StringOrEmpty("serviceAccountName").Length == 0)
        {
            NoTokens(errors, spec);
        }

        foreach (var list in (ReadOnlySpan<string>)["containers", "initContainers"])
        {
            var index = 0;
            foreach (var container in spec.Maps(list))
            {
                ContainerRules.OnlyForPods(errors, Spec.Child(list).Index(index++), container);
            }
        }
    }

    /// <summary>What an update may do to annotations.</summary>
    public static void AnnotationUpdate(FieldErrors errors, MapValue pod, KubeObject old, PodRuleOptions options) =>
        PodAnnotationRules.CheckUpdate(errors, Annotations, AnnotationsOf(pod), old.Metadata.Annotations, pod.Map("spec") ?? MapValue.Empty, options);

    private static MapValue AnnotationsOf(MapValue pod) => pod.Map("metadata")?.Map("annotations") ?? MapValue.Empty;

    private static void NoTokens(FieldErrors errors, MapValue spec)
    {
        var volume = 0;
        foreach (var v in spec.Maps("volumes"))
        {
            var at = Spec.Child("volumes").Index(volume++).Child("projected").Child("sources");
            var index = 0;
            foreach (var source in v.Map("projected")?.Maps("sources") ?? [])
            {
                var token = at.Index(index++).Child("serviceAccountToken");
                if (source.Map("serviceAccountToken") is not null)
                {
                    errors.Forbidden(token, "must not be specified when serviceAccountName is not set");
                }
            }
        }
    }
}
