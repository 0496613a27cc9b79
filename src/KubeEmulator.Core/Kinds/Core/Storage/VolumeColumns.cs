using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Rows of PersistentVolumes and their claims. Upstream: <c>pkg/printers/internalversion/printers.go</c>.</summary>
internal static class VolumeColumns
{
    public static readonly TableColumns Volume = new Rows((o, now) =>
    [
        o.Name,
        o.Spec.StringAt("capacity", "storage") ?? "0",
        ShortList.AccessModes(o.Spec.Strings("accessModes")),
        o.Spec.StringOrEmpty("persistentVolumeReclaimPolicy"),
        Phase(o),
        o.Spec.Map("claimRef") is { } claim ? $"{claim.StringOrEmpty("namespace")}/{claim.StringOrEmpty("name")}" : "",
        Class(o),
        o.Spec.String("volumeAttributesClassName") ?? "<unset>",
        o.Status.StringOrEmpty("reason"),
        Cells.Age(o, now),
        o.Spec.String("volumeMode") ?? "<unset>",
    ]);

    public static readonly TableColumns Claim = new Rows((o, now) =>
    {
        var bound = o.Spec.StringOrEmpty("volumeName").Length > 0;
        return
        [
            o.Name,
            Phase(o),
            o.Spec.StringOrEmpty("volumeName"),
            bound ? o.Status.StringAt("capacity", "storage") ?? "0" : "",
            bound ? ShortList.AccessModes(o.Status.Strings("accessModes")) : "",
            Class(o),
            o.Spec.String("volumeAttributesClassName") ?? "<unset>",
            Cells.Age(o, now),
            o.Spec.String("volumeMode") ?? "<unset>",
        ];
    });

    private static string Phase(KubeObject o) =>
        o.Root.StringAt("metadata", "deletionTimestamp") is null ? o.Status.StringOrEmpty("phase") : "Terminating";

    private static string Class(KubeObject o) =>
        o.Root.StringAt("metadata", "annotations", "volume.beta.kubernetes.io/storage-class") ?? o.Spec.StringOrEmpty("storageClassName");
}
