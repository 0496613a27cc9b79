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
        Trigger.Mapped("", "pods", UsedAndGoing),
    ];

    protected override bool IsUsed(ReconcileContext context, KubeObject stored) => ClaimRules.Users(context.Snapshot, stored).Any(p => p.NodeName.Length > 0);

    private static IEnumerable<ReconcileKey> UsedAndGoing(TriggerContext context, Change change)
    {
        foreach (var name in ClaimRules.Claims(new PodView(change.Object)))
        {
            if (context.Snapshot.Get(ClusterResources.Claims.At(change.Key.Namespace, name)) is { Metadata.IsDeleting: true })
            {
                yield return new ReconcileKey(change.Key.Namespace, name);
            }
        }
    }
}
