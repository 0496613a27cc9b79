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
            throw StatusDocument.Invalid(type.IsCustom ? new GroupKind(type.Group, document.StringOrEmpty("kind")) : type.Behavior.InvalidKind(type), document.StringAt("metadata", "name") ?? "", errors).ToException();
        }
    }
}
