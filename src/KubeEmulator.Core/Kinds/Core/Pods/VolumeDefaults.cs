using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>The defaults of a volume, also of those that PersistentVolumes share.</summary>
internal static class VolumeDefaults
{
    private static readonly Value Mode0644 = 420;
    private static readonly Value Hour = 3600;

    public static MapValue Apply(MapValue volume)
    {
        if (!volume.Any(member => member.Value is MapValue))
        {
            return volume.With("emptyDir", MapValue.Empty);
        }

        volume = volume.EditMap("hostPath", static s => s.WithDefault("type", StringValue.Empty));
        volume = volume.EditMap("secret", WithMode);
        volume = volume.EditMap("configMap", WithMode);
        volume = volume.EditMap("downwardAPI", static s => WithMode(s).EditMaps("items", ContainerDefaults.FieldRef));
        volume = volume.EditMap("projected", static s => WithMode(s).EditMaps("sources", Projection));
        volume = volume.EditMap("iscsi", static s => PodSpecDefaults.WithDefaultText(s, "iscsiInterface", "default"));
        volume = volume.EditMap("rbd", Rbd);
        volume = volume.EditMap("azureDisk", AzureDisk);
        volume = volume.EditMap("scaleIO", ScaleIo);
        volume = volume.EditMap("ephemeral", static s => s.EditMap("volumeClaimTemplate", static t => t.EditMap("spec", ClaimSpec)));
        return volume.EditMap("image", static s => s.StringOrEmpty("pullPolicy").Length > 0
            ? s
            : s.With("pullPolicy", ImageTag.IsLatest(s.StringOrEmpty("reference")) ? "Always" : "IfNotPresent"));
    }

    /// <summary>The spec of a claim: the volume mode and whole thousandths.</summary>
    public static MapValue ClaimSpec(MapValue spec) =>
        spec.WithDefault("volumeMode", "Filesystem").EditMap("resources", ContainerDefaults.RoundAmounts);

    /// <summary>A Ceph block device.</summary>
    public static MapValue Rbd(MapValue source)
    {
        source = PodSpecDefaults.WithDefaultText(source, "pool", "rbd");
        source = PodSpecDefaults.WithDefaultText(source, "user", "admin");
        return PodSpecDefaults.WithDefaultText(source, "keyring", "/etc/ceph/keyring");
    }

    /// <summary>An Azure disk.</summary>
    public static MapValue AzureDisk(MapValue source) =>
        source.WithDefault("cachingMode", "ReadWrite").WithDefault("fsType", "ext4").WithDefault("readOnly", false).WithDefault("kind", "Shared");

    /// <summary>A ScaleIO volume.</summary>
    public static MapValue ScaleIo(MapValue source) =>
        PodSpecDefaults.WithDefaultText(PodSpecDefaults.WithDefaultText(source, "storageMode", "ThinProvisioned"), "fsType", "xfs");

    private static MapValue WithMode(MapValue source) => source.WithDefault("defaultMode", Mode0644);

    private static MapValue Projection(MapValue source) => source
        .EditMap("downwardAPI", static s => s.EditMaps("items", ContainerDefaults.FieldRef))
        .EditMap("serviceAccountToken", static s => s.WithDefault("expirationSeconds", Hour));
}
