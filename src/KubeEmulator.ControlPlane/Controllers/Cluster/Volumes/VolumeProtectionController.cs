using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>A volume stays as long as it is bound. Upstream: <c>pkg/controller/volume/pvprotection</c>.</summary>
internal sealed class VolumeProtectionController() : ProtectionController(ClusterResources.Volumes, "kubernetes.io/pv-protection")
{
    public override string Name => "persistentvolume-protection-controller";

    public override string ServiceAccount => "pv-protection-controller";

    public override IEnumerable<Trigger> Triggers { get; } = [Trigger.On("", "persistentvolumes", change => change.Type != ChangeType.Deleted)];

    protected override bool IsUsed(ReconcileContext context, KubeObject stored) => stored.Status.String("phase") == "Bound";
}
