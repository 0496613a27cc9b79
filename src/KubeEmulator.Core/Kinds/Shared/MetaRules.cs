using System.Text;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Labels and annotations of templates, which are no objects but carry metadata (core <c>ValidatePodTemplateSpec</c> and its kin).</summary>
internal static class MetaRules
{
    private const int MostAnnotationBytes = 256 * 1024;

    /// <summary>Keys and values of labels.</summary>
    public static void Labels(FieldErrors errors, FieldPath path, MapValue? labels) => LabelSelectorRules.CheckLabels(errors, path, labels);

    /// <summary>Keys (in any case) and the size of annotations.</summary>
    public static void Annotations(FieldErrors errors, FieldPath path, MapValue? annotations)
    {
        var bytes = 0;
        foreach (var (key, value) in annotations ?? MapValue.Empty)
        {
            foreach (var fault in NameRules.CheckQualifiedName(key.ToLowerInvariant()))
            {
                errors.Invalid(path, key, fault);
            }

            bytes += Encoding.UTF8.GetByteCount(key) + Encoding.UTF8.GetByteCount((value as StringValue)?.Text ?? "");
        }

        if (bytes > MostAnnotationBytes)
        {
            errors.TooLong(path, MostAnnotationBytes);
        }
    }
}
