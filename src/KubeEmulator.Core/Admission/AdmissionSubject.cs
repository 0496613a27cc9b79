using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Admission;

/// <summary>What plugins ask of a request, and how they refuse it.</summary>
internal static class AdmissionSubject
{
    /// <summary>Whether the request is about a resource or one of its subresources.</summary>
    public static bool Concerns(this AdmissionAttributes attributes, string group, string plural) =>
        attributes.Type.Plural == plural && attributes.Type.Group == group;

    /// <summary>Whether the request is about a resource itself, not about a subresource.</summary>
    public static bool IsMain(this AdmissionAttributes attributes, string group, string plural) =>
        attributes.Subresource.Length == 0 && attributes.Concerns(group, plural);

    /// <summary>Whether an object of the resource is created.</summary>
    public static bool Creates(this AdmissionAttributes attributes, string group, string plural) =>
        attributes.Operation == Operation.Create && attributes.IsMain(group, plural);

    /// <summary>The object of a cluster-scoped or namespaced resource as the attempt sees it.</summary>
    public static KubeObject? Find(this AdmissionAttributes attributes, string group, string plural, string name, string @namespace = "") =>
        attributes.Snapshot.Get(new ObjectKey(group, plural, @namespace, name));

    /// <summary>The spec of the object written.</summary>
    public static MapValue Spec(this AdmissionAttributes attributes) => attributes.Object?.Map("spec") ?? MapValue.Empty;

    /// <summary>Replaces the spec of the object written.</summary>
    public static void SetSpec(this AdmissionAttributes attributes, MapValue spec) =>
        attributes.Object = attributes.Object!.With("spec", spec);

    /// <summary>The value of an annotation of the object written; null where it has none.</summary>
    public static string? Annotation(this AdmissionAttributes attributes, string key) =>
        attributes.Object?.StringAt("metadata", "annotations", key);

    /// <summary>403 in the words of apiserver's <c>pkg/admission/errors.go</c>: an object without a name yet is named by its prefix.</summary>
    public static ApiException Forbidden(this AdmissionAttributes attributes, string why) =>
        StatusDocument.Forbidden(attributes.Type.GroupResource, NameOf(attributes), why).ToException();

    private static string NameOf(AdmissionAttributes attributes)
    {
        if (attributes.Name.Length > 0)
        {
            return attributes.Name;
        }

        var metadata = attributes.Object?.Map("metadata");
        return metadata?.String("name") is { Length: > 0 } name ? name
            : metadata?.String("generateName") is { Length: > 0 } prefix ? prefix
            : "Unknown";
    }
}
