using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>PersistentVolumes. Upstream: <c>pkg/registry/core/persistentvolume/strategy.go</c>, <c>pkg/apis/core/v1/defaults.go</c>.</summary>
internal sealed class PersistentVolumeBehavior : SpecStatusBehavior
{
    private const string MountOptionsKey = "volume.beta.kubernetes.io/mount-options";

    private static readonly string[] Mountable =
    [
        "gcePersistentDisk", "awsElasticBlockStore", "glusterfs", "nfs", "rbd", "quobyte", "iscsi", "cinder", "cephfs", "azureFile", "vsphereVolume", "azureDisk",
        "photonPersistentDisk",
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
            return PersistentVolumeDefaults.Sources(spec);
        });
    }

    public override MapValue PrepareForCreate(WriteContext context, MapValue document) =>
        document.With("status", MapValue.Of(("phase", "Pending"), ("lastPhaseTransitionTime", context.Now)));

    public override void Validate(WriteContext context, MapValue document, FieldErrors errors)
    {
        ObjectMetaRules.Create(errors, document);
        Check(errors, document, allowInvalidAffinityValues: false);
        MountOptions(errors, document);
    }

    // Upstream checks the volume twice.
    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors)
    {
        var terms = old.Spec.Map("nodeAffinity")?.Map("required")?.Maps("nodeSelectorTerms") ?? [];
        var allow = terms.SelectMany(t => t.Maps("matchExpressions")).SelectMany(e => e.Strings("values")).Any(v => NameRules.CheckLabelValue(v).Count > 0);
        ObjectMetaRules.AsNew(errors, context, document);
        Check(errors, document, allow);
        MountOptions(errors, document);
        ObjectMetaRules.AsNew(errors, context, document);
        Check(errors, document, allow);
        PersistentVolumeUpdateRules.Check(errors, document.Map("spec") ?? MapValue.Empty, old.Spec);
    }

    public override void Warn(WriteContext context, MapValue document, KubeObject? old, Action<string> warn) => PersistentVolumeWarnings.Volume(document, warn);

    private static void Check(FieldErrors errors, MapValue document, bool allowInvalidAffinityValues) => PersistentVolumeSpecRules.Check(
        errors, FieldPath.Of("spec"), document.Map("spec") ?? MapValue.Empty, document.StringAt("metadata", "name") ?? "", allowInvalidAffinityValues);

    // pkg/volume/validation: only some types understand the options.
    private static void MountOptions(FieldErrors errors, MapValue document)
    {
        var spec = document.Map("spec") ?? MapValue.Empty;
        if (document.StringAt("metadata", "annotations", MountOptionsKey) is not null && !Mountable.Any(m => spec.Map(m) is not null))
        {
            errors.Forbidden(FieldPath.Of("metadata", "annotations", MountOptionsKey), "may not specify mount options for this volume type");
        }
    }
}
