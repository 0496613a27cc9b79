using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Runtime;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>
/// The volume's side of binding: its phase, and what becomes of it without its claim. Upstream: <c>pv_controller.go</c> (syncVolume,
/// reclaimVolume); recycling needs no pod here.
/// </summary>
internal static class VolumeReclaiming
{
    /// <summary>Brings one volume in line with its claim.</summary>
    public static async ValueTask SyncAsync(ReconcileContext context, KubeObject volume)
    {
        var reference = volume.Spec.Map("claimRef");
        if (reference?.String("uid") is not { Length: > 0 } uid)
        {
            await VolumeBinding.SetVolumeAsync(context, volume, "Available").ConfigureAwait(false);
            return;
        }

        var claim = context.Snapshot.Get(ClusterResources.Claims.At(reference.StringOrEmpty("namespace"), reference.StringOrEmpty("name")));
        if (claim is null || claim.Metadata.Uid != uid)
        {
            await ReleaseAsync(context, volume).ConfigureAwait(false);
        }
        else if (claim.Spec.String("volumeName") == volume.Name)
        {
            await VolumeBinding.SetVolumeAsync(context, volume, "Bound").ConfigureAwait(false);
        }
        else if (claim.Spec.String("volumeName") is { Length: > 0 })
        {
            await UnbindAsync(context, volume).ConfigureAwait(false);
        }
        else if (ClaimRules.Mode(claim) != ClaimRules.Mode(volume))
        {
            await context.Events.WarningAsync(
                volume, "VolumeMismatch", $"Cannot bind PersistentVolume to requested PersistentVolumeClaim {GoText.Quote(claim.Name)} due to incompatible volumeMode.").ConfigureAwait(false);
            await context.Events.WarningAsync(
                claim, "VolumeMismatch", $"Cannot bind PersistentVolume {GoText.Quote(volume.Name)} to requested PersistentVolumeClaim due to incompatible volumeMode.").ConfigureAwait(false);
        }
    }

    private static async ValueTask ReleaseAsync(ReconcileContext context, KubeObject volume)
    {
        if (volume.Status.String("phase") is not ("Released" or "Failed"))
        {
            volume = await VolumeBinding.SetVolumeAsync(context, volume, "Released").ConfigureAwait(false);
        }

        switch (volume.Spec.String("persistentVolumeReclaimPolicy"))
        {
            case "Delete":
                await DeleteAsync(context, volume).ConfigureAwait(false);
                break;
            case "Recycle" when volume.Status.String("phase") == "Released":
                await context.Events.NormalAsync(volume, "VolumeRecycled", "Volume recycled").ConfigureAwait(false);
                await UnbindAsync(context, volume).ConfigureAwait(false);
                break;
        }
    }

    private static async ValueTask DeleteAsync(ReconcileContext context, KubeObject volume)
    {
        var provisioner = volume.Metadata.Annotations.String(SimulatedProvisioners.ProvisionedBy);
        if (provisioner is not null && !SimulatedProvisioners.Includes(context.Services.Settings, provisioner))
        {
            // Whoever made it takes it away.
            return;
        }

        if (provisioner is null && Refusal(volume) is { } refusal)
        {
            if (volume.Status.String("phase") != "Failed")
            {
                volume = await VolumeBinding.SetVolumeAsync(context, volume, "Failed", refusal).ConfigureAwait(false);
                await context.Events.WarningAsync(volume, "VolumeFailedDelete", refusal).ConfigureAwait(false);
            }

            return;
        }

        await context.Client.DeleteAsync(ClusterResources.Volumes, "", volume.Name).ConfigureAwait(false);
    }

    // Kubernetes itself deletes volumes on a node's disk below /tmp only; others need a driver.
    private static string? Refusal(KubeObject volume)
    {
        if (volume.Spec.Map("hostPath")?.String("path") is { } path)
        {
            return path.StartsWith("/tmp/", StringComparison.Ordinal) && path.Length > "/tmp/".Length ? null : $"host_path deleter only supports /tmp/.+ but received provided {path}";
        }

        return $"error getting deleter volume plugin for volume {GoText.Quote(volume.Name)}: no deletable volume plugin matched";
    }

    private static async ValueTask UnbindAsync(ReconcileContext context, KubeObject volume)
    {
        var annotations = volume.Metadata.Annotations;
        var unbound = annotations.ContainsKey(VolumeMatching.BoundByController)
            ? volume.With(volume.Root.WithoutAt("spec", "claimRef")).WithMetadata("annotations", annotations.Without(VolumeMatching.BoundByController) is { Count: > 0 } left ? left : null)
            : volume.With(volume.Root.WithoutAt("spec", "claimRef", "uid"));
        unbound = await context.Client.UpdateAsync(unbound).ConfigureAwait(false);
        await VolumeBinding.SetVolumeAsync(context, unbound, "Available").ConfigureAwait(false);
    }
}
