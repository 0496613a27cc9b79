using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>A VolumeAttributesClass stays as long as a claim or volume has it. Upstream: <c>pkg/controller/volume/vacprotection</c>.</summary>
internal sealed class VolumeAttributesClassProtectionController() : ProtectionController(ClusterResources.VolumeAttributesClasses, "kubernetes.io/vac-protection")
{
    public override string Name => "volumeattributesclass-protection-controller";

    public override string ServiceAccount => Name;

    public override IEnumerable<Trigger> Triggers { get; } =
    [
        Trigger.On("storage.k8s.io", "volumeattributesclasses", change => change.Type != ChangeType.Deleted),
        Trigger.Mapped("", "persistentvolumeclaims", Released),
        Trigger.Mapped("", "persistentvolumes", Released),
    ];

    protected override bool IsUsed(ReconcileContext context, KubeObject stored) =>
        context.Snapshot.List(ClusterResources.Volumes).Concat(context.Snapshot.List(ClusterResources.Claims)).Any(o => Classes(o).Contains(stored.Name));

    private static IEnumerable<ReconcileKey> Released(TriggerContext context, Change change) =>
        Classes(change.Object).Concat(change.Previous is { } before ? Classes(before) : [])
            .Where(name => context.Snapshot.Get(ClusterResources.VolumeAttributesClasses.At(name)) is { Metadata.IsDeleting: true })
            .Select(name => new ReconcileKey("", name));

    // A claim names the class it wants, the one it has, and the one it is on the way to.
    private static IEnumerable<string> Classes(KubeObject item)
    {
        string?[] names =
        [
            item.Spec.String("volumeAttributesClassName"),
            item.Status.String("currentVolumeAttributesClassName"),
            item.Status.StringAt("modifyVolumeStatus", "targetVolumeAttributesClassName"),
        ];
        return names.OfType<string>().Where(n => n.Length > 0).Distinct();
    }
}
