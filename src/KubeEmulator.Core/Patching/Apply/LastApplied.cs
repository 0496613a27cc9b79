using System.Text;
using KubeEmulator.Values;

namespace KubeEmulator.Patching.Apply;

/// <summary>
/// Moves an object from kubectl's client-side apply to server-side apply: what the annotation of the former states
/// and the object still holds is no conflict for kubectl, and the annotation is kept up to date
/// (apimachinery <c>managedfields/internal/lastappliedmanager.go</c> and <c>lastappliedupdater.go</c>).
/// </summary>
internal static class LastApplied
{
    /// <summary>The field manager that kubectl applies as; others keep no annotation.</summary>
    public const string Manager = "kubectl";

    private const string Annotation = "kubectl.kubernetes.io/last-applied-configuration";

    // apimachinery pkg/api/validation/objectmeta.go, TotalAnnotationSizeLimitB.
    private const int MaxAnnotationBytes = 256 * 1024;

    /// <summary>Throws the conflicts that remain once the fields of the annotation are left out; returns where none remain.</summary>
    public static void ThrowUnlessOwn(ApplyConflictException conflict, MapValue live, string apiVersion, OwnershipType type)
    {
        if (StatedFields(live, apiVersion, type) is not { } stated)
        {
            throw conflict;
        }

        var others = conflict.Conflicts.Where(c => !stated.Has([.. c.Path])).ToArray();
        if (others.Length > 0)
        {
            throw new ApplyConflictException(others);
        }
    }

    /// <summary>The document with the annotation set to the configuration, where it has the annotation at all.</summary>
    public static MapValue Update(MapValue document, MapValue configuration)
    {
        if (document.StringAt("metadata", "annotations", Annotation) is not { Length: > 0 })
        {
            return document;
        }

        var text = GoJson.Append(new StringBuilder(), configuration.WithoutAt("metadata", "annotations", Annotation)).Append('\n').ToString();
        var updated = document.WithAt(["metadata", "annotations", Annotation], text);
        return SizeOf(updated.Map("metadata")!.Map("annotations")!) <= MaxAnnotationBytes
            ? updated
            : document.WithoutAt("metadata", "annotations", Annotation);
    }

    // What the annotation states and the object still holds unchanged; null where there is no usable annotation.
    private static FieldSet? StatedFields(MapValue live, string apiVersion, OwnershipType type)
    {
        if (live.StringAt("metadata", "annotations", Annotation) is not { Length: > 0 } text)
        {
            return null;
        }

        try
        {
            if (Value.Parse(text) is not MapValue stated || stated.StringOrEmpty("apiVersion") != apiVersion)
            {
                return null;
            }

            TypedValidation.Check(stated, type, allowDuplicates: false);
            var changes = TypedComparison.Compare(stated, live, type);
            var fields = FieldSetAlgebra.Difference(TypedFields.Of(stated, type), changes.Written);
            return FieldSetAlgebra.Difference(fields, changes.Removed);
        }
        catch (Exception fault) when (fault is ValueFormatException or TypeFaultException)
        {
            return null;
        }
    }

    private static int SizeOf(MapValue annotations) =>
        annotations.Sum(a => Encoding.UTF8.GetByteCount(a.Key) + (a.Value is StringValue text ? Encoding.UTF8.GetByteCount(text.Text) : 0));
}
