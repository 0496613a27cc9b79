using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>
/// Stands in for the external-attacher beside a CSI driver whose volumes are simulated: what is to be attached, is. Attachments of
/// other drivers wait for theirs.
/// </summary>
internal sealed class SimulatedAttacherController : Controller
{
    public override string Name => "csi-attacher";

    public override string ServiceAccount => Name;

    public override string FieldManager => Name;

    public override IEnumerable<Trigger> Triggers { get; } = [Trigger.On("storage.k8s.io", "volumeattachments", change => change.Type == ChangeType.Added)];

    public override async ValueTask<ReconcileResult> ReconcileAsync(ReconcileContext context, ReconcileKey key)
    {
        if (context.Snapshot.Get(ClusterResources.VolumeAttachments.At(key.Name)) is { Metadata.IsDeleting: false } stored
            && stored.Status.Bool("attached") != true
            && SimulatedProvisioners.Includes(context.Services.Settings, stored.Spec.StringOrEmpty("attacher")))
        {
            await context.Client.PatchAsync(
                ClusterResources.VolumeAttachments, "", key.Name, "status", PatchType.Merge, MapValue.Of(("status", MapValue.Of(("attached", true))))).ConfigureAwait(false);
        }

        return ReconcileResult.Done;
    }
}
