using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Runtime;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Scheduling;

/// <summary>
/// Says to the volume controller which volume a claim gets, or on which node one is to be made, and looks whether it has done so;
/// <c>plugins/volumebinding/binder.go</c>, BindPodVolumes.
/// </summary>
internal static class VolumeWriting
{
    private static readonly PluginStatus NotYet = PluginStatus.Wait(TimeSpan.MaxValue);

    public static async ValueTask WriteAsync(ControllerClient client, NodeVolumes chosen, string nodeName)
    {
        foreach (var (claim, volume) in chosen.Bindings)
        {
            await client.UpdateAsync(Reserved(volume, claim)).ConfigureAwait(false);
        }

        foreach (var claim in chosen.Provisions)
        {
            await client.UpdateAsync(claim.WithMetadata("annotations", claim.Metadata.Annotations.With(VolumeMatching.SelectedNode, nodeName))).ConfigureAwait(false);
        }
    }

    /// <summary>Success when all are bound, wait while they are not, an error where somebody decided otherwise.</summary>
    public static PluginStatus Check(Snapshot snapshot, NodeVolumes chosen, string nodeName)
    {
        var done = true;
        foreach (var (chosenClaim, chosenVolume) in chosen.Bindings)
        {
            var volume = snapshot.Get(new ObjectKey(SchedulingResources.Volumes, "", chosenVolume.Name));
            var claim = Current(snapshot, chosenClaim);
            if (volume is null || claim is null)
            {
                return PluginStatus.Error($"binding volumes: failed to check binding: {(volume is null ? $"persistentvolume \"{chosenVolume.Name}\"" : $"persistentvolumeclaim \"{chosenClaim.Name}\"")} not found");
            }

            if (volume.Spec.Map("claimRef")?.StringOrEmpty("uid") is null or "")
            {
                return PluginStatus.Error($"binding volumes: ClaimRef got reset for pv \"{volume.Name}\"");
            }

            done &= VolumeMatching.IsFullyBound(claim);
        }

        foreach (var provision in chosen.Provisions)
        {
            if (Current(snapshot, provision) is not { } claim)
            {
                return PluginStatus.Error($"binding volumes: failed to check provisioning pvc: persistentvolumeclaim \"{provision.Name}\" not found");
            }

            // The provisioner takes the annotation away when it cannot make a volume there: the pod is to be scheduled anew.
            if (claim.Metadata.Annotations.String(VolumeMatching.SelectedNode) != nodeName)
            {
                return PluginStatus.Error($"binding volumes: provisioning failed for PVC \"{claim.Name}\"");
            }

            done &= VolumeMatching.IsFullyBound(claim);
        }

        return done ? PluginStatus.Success : NotYet;
    }

    private static KubeObject? Current(Snapshot snapshot, KubeObject claim) =>
        snapshot.Get(new ObjectKey(SchedulingResources.Claims, claim.Namespace, claim.Name)) is { } current && current.Metadata.Uid == claim.Metadata.Uid ? current : null;

    private static KubeObject Reserved(KubeObject volume, KubeObject claim)
    {
        if (VolumeMatching.IsBoundTo(volume, claim) && volume.Spec.Map("claimRef")?.String("uid") == claim.Metadata.Uid)
        {
            return volume;
        }

        // A volume that the user reserved stays the user's when the claim goes.
        var annotated = VolumeMatching.IsBoundTo(volume, claim)
            ? volume
            : volume.WithMetadata("annotations", volume.Metadata.Annotations.With(VolumeMatching.BoundByController, "yes"));
        return annotated.With(annotated.Root.With("spec", annotated.Spec.With("claimRef", MapValue.Of(
            ("kind", "PersistentVolumeClaim"),
            ("namespace", claim.Namespace),
            ("name", claim.Name),
            ("uid", claim.Metadata.Uid),
            ("apiVersion", "v1"),
            ("resourceVersion", claim.Metadata.ResourceVersion)))));
    }
}
