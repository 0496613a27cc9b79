using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Storage;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>A claim stays as long as a placed pod uses it. Upstream: <c>pkg/controller/volume/pvcprotection</c>.</summary>
internal sealed class ClaimProtectionController() : ProtectionController(ClusterResources.Claims, "kubernetes.io/pvc-protection")
{
    public override string Name => "persistentvolumeclaim-protection-controller";

    public override string ServiceAccount => "pvc-protection-controller";

    public override IEnumerable<Trigger> Triggers { get; } =
    [
        Trigger.On("", "persistentvolumeclaims", change => change.Type != ChangeType.Deleted),
        Trigger.Mapped("", "pods", (context, change) => ClaimRules.Claims(new PodView(change.Object))
            .Where(name => context.Snapshot.Get(ClusterResources.Claims.At(change.Key.Namespace, name)) is { Metadata.IsDeleting: true })
            .Select(name => new ReconcileKey(change.Key.Namespace, name))),
    ];

    protected override bool IsUsed(ReconcileContext context, KubeObject stored) => ClaimRules.Users(context.Snapshot, stored).Any(p => p.NodeName.Length > 0);
}
