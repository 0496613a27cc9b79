using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Rows of the storage kinds. Upstream: <c>pkg/printers/internalversion/printers.go</c>.</summary>
internal static class StorageColumns
{
    public static readonly TableColumns CsiDriver = Rows.Aged(o =>
    [
        o.Spec.Bool("attachRequired") ?? true,
        o.Spec.Bool("podInfoOnMount") ?? false,
        o.Spec.Bool("storageCapacity") ?? false,
        o.Spec.List("tokenRequests") is null ? "<unset>" : string.Join(',', o.Spec.Maps("tokenRequests").Select(t => t.StringOrEmpty("audience"))),
        o.Spec.Bool("requiresRepublish") ?? false,
        ShortList.Or(string.Join(',', o.Spec.Strings("volumeLifecycleModes")), "<none>"),
    ]);

    public static readonly TableColumns CsiNode = Rows.Aged(o => [o.Spec.List("drivers")?.Count ?? 0]);

    public static readonly TableColumns StorageClass = new Rows((o, now) =>
    [
        IsDefault(o) ? o.Name + " (default)" : o.Name,
        o.Root.StringOrEmpty("provisioner"),
        o.Root.String("reclaimPolicy") ?? "Delete",
        o.Root.String("volumeBindingMode") ?? "Immediate",
        o.Root.Bool("allowVolumeExpansion") ?? false,
        Cells.Age(o, now),
    ]);

    public static readonly TableColumns VolumeAttachment = Rows.Aged(o =>
    [
        o.Spec.StringOrEmpty("attacher"),
        o.Spec.StringAt("source", "persistentVolumeName") ?? "",
        o.Spec.StringOrEmpty("nodeName"),
        o.Status.Bool("attached") ?? false,
    ]);

    public static readonly TableColumns VolumeAttributesClass = Rows.Aged(o => [o.Root.StringOrEmpty("driverName")]);

    private static bool IsDefault(KubeObject o) =>
        o.Root.StringAt("metadata", "annotations", "storageclass.kubernetes.io/is-default-class") == "true"
        || o.Root.StringAt("metadata", "annotations", "storageclass.beta.kubernetes.io/is-default-class") == "true";
}
