using KubeEmulator.Objects;
using KubeEmulator.Patching.Apply;
using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>
/// A Scale with the owners of its replicas, which are kept in the object. Upstream: <c>scaleUpdatedObjectInfo</c> in
/// <c>pkg/registry/apps/deployment/storage/storage.go</c>.
/// </summary>
internal static class ScaleOwners
{
    private static readonly GroupVersionKind Kind = new("autoscaling", "v1", "Scale");
    private static readonly Lazy<FieldManagement> Management = new(() => new FieldManagement(Kind, BuiltInSchemas.For(Kind)!, "scale"));

    /// <summary>The Scale of an object, owners included.</summary>
    public static MapValue Show(ResourceType type, MapValue document, ScaleMapping mapping)
    {
        var scale = ScaleDocument.Of(document, mapping);
        return Ownership(type, mapping).ToScale(ManagedFields.ListOf(document)) is { } owners ? ManagedFields.With(scale, owners) : scale;
    }

    /// <summary>The changed Scale with its new owners.</summary>
    public static MapValue TrackUpdate(MapValue before, MapValue scale, string manager, ClusterServices services) =>
        Management.Value.TrackUpdate(before, scale, manager, services.Clock.GetUtcNow());

    /// <summary>The Scale with a configuration applied.</summary>
    public static MapValue Apply(MapValue before, PatchBody patch, string manager, bool force, ClusterServices services) =>
        Management.Value.Apply(before, patch.Document as MapValue ?? MapValue.Empty, manager, force, services.Clock.GetUtcNow());

    /// <summary>The object with a Scale's replicas and owners.</summary>
    public static MapValue Into(ResourceType type, MapValue document, MapValue scale, ScaleMapping mapping)
    {
        var owners = Ownership(type, mapping).ToParent(ManagedFields.ListOf(document), ManagedFields.ListOf(scale));
        return ManagedFields.With(ScaleDocument.Into(document, scale, mapping), owners);
    }

    private static ScaleOwnership Ownership(ResourceType type, ScaleMapping mapping) =>
        new(type.GroupVersion.ToString(), new Dictionary<string, string[]?> { [type.GroupVersion.ToString()] = mapping.SpecReplicas.TrimStart('.').Split('.') });
}
