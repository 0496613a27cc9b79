using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>
/// Lets bound volumes of simulated provisioners grow with their claims; others are left to whoever resizes them.
/// Upstream: <c>pkg/controller/volume/expand/expand_controller.go</c>.
/// </summary>
internal sealed class VolumeExpansionController : Controller
{
    public override string Name => "persistentvolume-expander-controller";

    public override string ServiceAccount => "expand-controller";

    public override string EventSource => "volume_expand";

    public override IEnumerable<Trigger> Triggers { get; } = [Trigger.On("", "persistentvolumeclaims", change => change.Type != ChangeType.Deleted && IsTooSmall(change.Object))];

    public override async ValueTask<ReconcileResult> ReconcileAsync(ReconcileContext context, ReconcileKey key)
    {
        if (context.Snapshot.Get(ClusterResources.Claims.At(key.Namespace, key.Name)) is not { } claim
            || !IsTooSmall(claim)
            || context.Snapshot.Get(ClusterResources.Volumes.At(claim.Spec.StringOrEmpty("volumeName"))) is not { } volume)
        {
            return ReconcileResult.Done;
        }

        if (!SimulatedProvisioners.Includes(context.Services.Settings, volume.Metadata.Annotations.StringOrEmpty(SimulatedProvisioners.ProvisionedBy)))
        {
            await context.Events.NormalAsync(claim, "ExternalExpanding", "waiting for an external controller to expand this PVC").ConfigureAwait(false);
            return ReconcileResult.Done;
        }

        var size = ClaimRules.Storage(claim.Spec.Map("resources")?.Map("requests"));
        if (ClaimRules.Storage(volume.Spec.Map("capacity")) < size)
        {
            await context.Client.PatchAsync(
                ClusterResources.Volumes, "", volume.Name, "", PatchType.Merge, MapValue.Of(("spec", MapValue.Of(("capacity", MapValue.Of(("storage", size.ToString()))))))).ConfigureAwait(false);
        }

        await context.Client.UpdateStatusAsync(claim, claim.Status.WithAt(["capacity", "storage"], size.ToString())).ConfigureAwait(false);
        await context.Events.NormalAsync(claim, "VolumeResizeSuccessful", "Resize volume succeeded").ConfigureAwait(false);
        return ReconcileResult.Done;
    }

    private static bool IsTooSmall(KubeObject claim) =>
        claim.Status.String("phase") == "Bound"
        && ClaimRules.Storage(claim.Status.Map("capacity")) is { IsZero: false } has
        && has < ClaimRules.Storage(claim.Spec.Map("resources")?.Map("requests"));
}
