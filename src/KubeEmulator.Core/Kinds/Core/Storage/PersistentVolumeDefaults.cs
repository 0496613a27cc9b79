using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Defaults of what stands behind a PersistentVolume, also inside VolumeAttachments. Upstream: <c>pkg/apis/core/v1/defaults.go</c>.</summary>
internal static class PersistentVolumeDefaults
{
    // Members that Go holds by value count as absent when they are empty; those behind pointers do not.
    private static readonly (string Source, bool ByValue, (string Member, Value Default)[] Defaults)[] All =
    [
        ("iscsi", true, [("iscsiInterface", "default")]),
        ("rbd", true, [("pool", "rbd"), ("user", "admin"), ("keyring", "/etc/ceph/keyring")]),
        ("azureDisk", false, [("cachingMode", "ReadWrite"), ("kind", "Shared"), ("fsType", "ext4"), ("readOnly", false)]),
        ("scaleIO", true, [("storageMode", "ThinProvisioned"), ("fsType", "xfs")]),
        ("hostPath", false, [("type", "")]),
    ];

    public static MapValue Sources(MapValue spec)
    {
        foreach (var (source, byValue, defaults) in All)
        {
            spec = spec.EditMap(source, map => defaults.Aggregate(map, (current, d) =>
                current[d.Member].IsNullOrAbsent() || (byValue && current[d.Member] is StringValue { Text: "" }) ? current.With(d.Member, d.Default) : current));
        }

        return spec;
    }
}
