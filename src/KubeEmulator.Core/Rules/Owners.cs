using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Rules;

/// <summary>Who owns whom; apimachinery's <c>pkg/apis/meta/v1/controller_ref.go</c>.</summary>
internal static class Owners
{
    /// <summary>A reference that makes its object the owner's to manage.</summary>
    public static MapValue ControllerReference(KubeObject owner, GroupVersionKind kind) => MapValue.Of(
        ("apiVersion", kind.ApiVersion),
        ("kind", kind.Kind),
        ("name", owner.Name),
        ("uid", owner.Metadata.Uid),
        ("controller", true),
        ("blockOwnerDeletion", true));

    /// <summary>Whether an object's controller is the other one.</summary>
    public static bool IsControlledBy(KubeObject item, KubeObject owner) =>
        item.Metadata.Controller is { } controller && controller.Uid == owner.Metadata.Uid;

    /// <summary>Whether an object names the other one as an owner of any sort.</summary>
    public static bool IsOwnedBy(KubeObject item, KubeObject owner) => item.Metadata.Owners.Any(o => o.Uid == owner.Metadata.Uid);

    /// <summary>The object with an owner more; an entry with the same uid is replaced.</summary>
    public static KubeObject WithOwner(KubeObject item, MapValue reference)
    {
        var uid = reference.StringOrEmpty("uid");
        var others = (item.Metadata.Root.List("ownerReferences") ?? ListValue.Empty).Where(o => (o as MapValue)?.String("uid") != uid);
        return item.WithMetadata("ownerReferences", ListValue.From([.. others, reference]));
    }

    /// <summary>The object without an owner; the member goes with its last entry.</summary>
    public static KubeObject WithoutOwner(KubeObject item, string uid)
    {
        var others = ListValue.From((item.Metadata.Root.List("ownerReferences") ?? ListValue.Empty).Where(o => (o as MapValue)?.String("uid") != uid));
        return item.WithMetadata("ownerReferences", others.Count == 0 ? null : others);
    }
}
