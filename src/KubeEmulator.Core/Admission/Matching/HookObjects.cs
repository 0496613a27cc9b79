using KubeEmulator.Api;
using KubeEmulator.Values;

namespace KubeEmulator.Admission;

/// <summary>The objects of a request in the version that a hook wants to see, and back.</summary>
internal static class HookObjects
{
    /// <summary>A document of the request in the target's version.</summary>
    public static MapValue? Show(MapValue? document, AdmissionAttributes attributes, HookTarget target) =>
        document is null || ReferenceEquals(target.Type, attributes.Type) || !IsWhole(attributes)
            ? document
            : target.Type.Behavior.FromStorage(attributes.Type.Behavior.ToStorage(document, attributes.Type), target.Type);

    /// <summary>A document of the target's version, decoded and defaulted, in that of the request.</summary>
    /// <exception cref="Objects.ApiException">A field has the wrong type.</exception>
    public static MapValue TakeBack(MapValue document, AdmissionAttributes attributes, HookTarget target)
    {
        if (!IsWhole(attributes))
        {
            return attributes.Type.Subresource(attributes.Subresource) is { } subresource
                ? BodyDecoder.DecodeSubresource(subresource, document, FieldValidation.Ignore, attributes.Request)
                : document;
        }

        var decoded = BodyDecoder.Redecode(target.Type, document);
        return ReferenceEquals(target.Type, attributes.Type)
            ? decoded
            : attributes.Type.Behavior.FromStorage(target.Type.Behavior.ToStorage(decoded, target.Type), attributes.Type);
    }

    // A Scale, a Binding or an Eviction is the same in every version of the resource.
    private static bool IsWhole(AdmissionAttributes attributes) => attributes.ObjectKind == attributes.Type.Kind;
}
