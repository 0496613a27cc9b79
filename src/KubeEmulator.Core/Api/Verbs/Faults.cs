using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>Field errors to 422.</summary>
internal static class Faults
{
    public static void ThrowIfAny(ResourceType type, MapValue document, FieldErrors errors)
    {
        if (errors.Count > 0)
        {
            throw StatusDocument.Invalid(new GroupKind(type.Group, type.IsCustom ? document.StringOrEmpty("kind") : type.Kind), document.StringAt("metadata", "name") ?? "", errors).ToException();
        }
    }
}
