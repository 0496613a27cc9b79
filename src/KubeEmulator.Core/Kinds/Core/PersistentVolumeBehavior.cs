using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>PersistentVolumes. Upstream: <c>pkg/registry/core/persistentvolume/strategy.go</c>, <c>pkg/apis/core/v1/defaults.go</c>.</summary>
internal sealed class PersistentVolumeBehavior : SpecStatusBehavior
{
    private static readonly (string Source, (string Member, Value Default)[] Defaults)[] Sources =
    [
        ("iscsi", [("iscsiInterface", "default")]),
        ("rbd", [("pool", "rbd"), ("user", "admin"), ("keyring", "/etc/ceph/keyring")]),
        ("azureDisk", [("cachingMode", "ReadWrite"), ("kind", "Shared"), ("fsType", "ext4"), ("readOnly", false)]),
        ("scaleIO", [("storageMode", "ThinProvisioned"), ("fsType", "xfs")]),
        ("hostPath", [("type", "")]),
    ];

    public override TableColumns Columns => VolumeColumns.Volume;

    public override bool ReturnsDeletedObject => true;

    protected override SubresourceBehavior StatusWrites => PersistentVolumeStatus.Instance;

    public override MapValue Default(MapValue document, string version)
    {
        if (document.StringAt("status", "phase") is null or "")
        {
            document = document.WithAt(["status", "phase"], "Pending");
        }

        return document.EditMap("spec", spec =>
        {
            spec = spec.StringOrEmpty("persistentVolumeReclaimPolicy").Length == 0 ? spec.With("persistentVolumeReclaimPolicy", "Retain") : spec;
            spec = spec.WithDefault("volumeMode", "Filesystem");
            foreach (var (source, defaults) in Sources)
            {
                spec = spec.EditMap(source, map => defaults.Aggregate(map, (current, d) =>
                    current[d.Member].IsNullOrAbsent() || (current[d.Member] is StringValue { Text: "" } && d.Default is StringValue) ? current.With(d.Member, d.Default) : current));
            }

            return spec;
        });
    }

    public override MapValue PrepareForCreate(WriteContext context, MapValue document) =>
        document.With("status", MapValue.Of(("phase", "Pending"), ("lastPhaseTransitionTime", context.Now)));
}
