using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>Applies the three patch forms that need no ownership to a document.</summary>
internal static class PatchApplication
{
    public static MapValue Apply(ResourceType type, MapValue live, PatchBody patch, FieldValidation validation, RequestContext request) => live;

    public static MapValue ApplyToSubresource(SubresourceType subresource, MapValue live, PatchBody patch, FieldValidation validation, RequestContext request) => live;
}
