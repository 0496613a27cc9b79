using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Labels and annotations of templates, which are no objects but carry metadata (core <c>ValidatePodTemplateSpec</c> and its kin).</summary>
internal static class MetaRules
{
    /// <summary>Keys and values of labels.</summary>
    public static void Labels(FieldErrors errors, FieldPath path, MapValue? labels) => LabelSelectorRules.CheckLabels(errors, path, labels);

    /// <summary>Keys (in any case) and the size of annotations.</summary>
    public static void Annotations(FieldErrors errors, FieldPath path, MapValue? annotations) => ObjectMetaValidation.ValidateAnnotations(annotations, path, errors);
}
