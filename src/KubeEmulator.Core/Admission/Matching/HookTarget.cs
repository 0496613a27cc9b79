using KubeEmulator.Api;
using KubeEmulator.Objects;

namespace KubeEmulator.Admission;

/// <summary>
/// The resource and kind that a hook sees a request as: those of the request, or of another version (or group) that shows the same
/// objects. Upstream: <c>WebhookInvocation</c> in <c>plugin/webhook/generic</c>.
/// </summary>
/// <param name="Type">The resource.</param>
/// <param name="Version">The kind's group and version.</param>
/// <param name="Kind">The kind.</param>
internal sealed record HookTarget(ResourceType Type, GroupVersion Version, string Kind)
{
    /// <summary>The request as it was made.</summary>
    public static HookTarget Of(AdmissionAttributes attributes) => new(attributes.Type, attributes.ObjectVersion, attributes.ObjectKind);

    /// <summary>The other resources that show the same objects and have the same subresource.</summary>
    public static IEnumerable<HookTarget> Equivalents(AdmissionAttributes attributes)
    {
        foreach (var type in attributes.Services.Catalog.Types)
        {
            if (type.StorageResource != attributes.Type.StorageResource || (type.GroupVersion == attributes.Type.GroupVersion && type.Plural == attributes.Type.Plural))
            {
                continue;
            }

            if (attributes.Subresource.Length == 0)
            {
                yield return new HookTarget(type, type.GroupVersion, type.Kind);
            }
            else if (type.Subresource(attributes.Subresource) is { } subresource)
            {
                yield return new HookTarget(type, subresource.GroupVersion, subresource.Kind);
            }
        }
    }
}
