using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Runtime;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>The writes of binding and provisioning, in upstream's order: the volume, its phase, the claim, its phase.</summary>
internal static class VolumeBinding
{
    private static readonly string[] ProvisionerAnnotations = ["volume.beta.kubernetes.io/storage-provisioner", "volume.kubernetes.io/storage-provisioner"];

    /// <summary>Binds; each write only where something is missing.</summary>
    public static async ValueTask BindAsync(ReconcileContext context, KubeObject volume, KubeObject claim)
    {
        volume = await BindVolumeAsync(context, volume, claim).ConfigureAwait(false);
        volume = await SetVolumeAsync(context, volume, "Bound").ConfigureAwait(false);
        claim = await BindClaimAsync(context, claim, volume).ConfigureAwait(false);
        await SetClaimAsync(context, claim, "Bound", volume).ConfigureAwait(false);
    }

    /// <summary>Writes a volume's phase where it is another.</summary>
    public static ValueTask<KubeObject> SetVolumeAsync(ReconcileContext context, KubeObject volume, string phase, string message = "")
    {
        if (volume.Status.String("phase") == phase)
        {
            return ValueTask.FromResult(volume);
        }

        var status = volume.Status.With("phase", phase).WithOptional("message", message.Length == 0 ? null : (Value)message);
        return context.Client.UpdateStatusAsync(volume, status);
    }

    /// <summary>Writes a claim's phase and what goes with it, where something differs.</summary>
    public static ValueTask<KubeObject> SetClaimAsync(ReconcileContext context, KubeObject claim, string phase, KubeObject? volume) =>
        context.Client.UpdateStatusAsync(claim, ClaimRules.Status(claim, phase, volume));

    /// <summary>Writes that a claim has lost its volume, once.</summary>
    public static async ValueTask LoseClaimAsync(ReconcileContext context, KubeObject claim, string reason, string message)
    {
        if (claim.Status.String("phase") != "Lost")
        {
            await SetClaimAsync(context, claim, "Lost", null).ConfigureAwait(false);
            await context.Events.WarningAsync(claim, reason, message).ConfigureAwait(false);
        }
    }

    /// <summary>Has a volume made for a claim: at once where the provisioner is simulated, else whoever provisions is asked for it.</summary>
    public static async ValueTask ProvisionAsync(ReconcileContext context, KubeObject claim, KubeObject? storageClass)
    {
        if (storageClass is null)
        {
            var missing = StatusDocument.NotFound(new GroupResource("storage.k8s.io", "storageclass"), VolumeMatching.ClassOf(claim)).Message;
            await context.Events.WarningAsync(claim, "ProvisioningFailed", missing).ConfigureAwait(false);
            return;
        }

        var (settings, provisioner) = (context.Services.Settings, storageClass.Root.StringOrEmpty("provisioner"));
        if (SimulatedProvisioners.Missing(settings, provisioner) is { } fault)
        {
            await context.Events.WarningAsync(claim, "ProvisioningFailed", fault).ConfigureAwait(false);
            return;
        }

        claim = await NameProvisionerAsync(context, claim, provisioner).ConfigureAwait(false);
        await context.Events.NormalAsync(
            claim,
            "ExternalProvisioning",
            $"Waiting for a volume to be created either by the external provisioner '{provisioner}' or manually by the system administrator. "
            + "If volume creation is delayed, please verify that the provisioner is running and correctly registered.").ConfigureAwait(false);
        if (SimulatedProvisioners.Includes(settings, provisioner))
        {
            await MakeVolumeAsync(context, claim, storageClass, provisioner).ConfigureAwait(false);
        }
    }

    private static async ValueTask MakeVolumeAsync(ReconcileContext context, KubeObject claim, KubeObject storageClass, string provisioner)
    {
        var events = new EventRecorder(context.Client, provisioner);
        await events.NormalAsync(claim, "Provisioning", $"External provisioner is provisioning volume for claim \"{claim.Namespace}/{claim.Name}\"").ConfigureAwait(false);
        try
        {
            var made = await context.Client.CreateAsync(SimulatedProvisioners.Volume(claim, storageClass)).ConfigureAwait(false);
            await events.NormalAsync(claim, "ProvisioningSucceeded", $"Successfully provisioned volume {made.Name}").ConfigureAwait(false);
        }
        catch (ApiException refusal) when (Refusals.IsExisting(refusal))
        {
        }
    }

    private static ValueTask<KubeObject> NameProvisionerAsync(ReconcileContext context, KubeObject claim, string provisioner)
    {
        var annotations = ProvisionerAnnotations.Aggregate(claim.Metadata.Annotations, (map, key) => map.String(key) == provisioner ? map : map.With(key, provisioner));
        return ReferenceEquals(annotations, claim.Metadata.Annotations) ? ValueTask.FromResult(claim) : context.Client.UpdateAsync(claim.WithMetadata("annotations", annotations));
    }

    private static ValueTask<KubeObject> BindVolumeAsync(ReconcileContext context, KubeObject volume, KubeObject claim)
    {
        var byController = !VolumeMatching.IsBoundTo(volume, claim);
        var bound = volume;
        if (byController || volume.Spec.Map("claimRef")?.String("uid") != claim.Metadata.Uid)
        {
            bound = bound.With(bound.Root.WithAt(["spec", "claimRef"], ClaimRules.Reference(claim)));
        }

        if (byController && !volume.Metadata.Annotations.ContainsKey(VolumeMatching.BoundByController))
        {
            bound = bound.WithMetadata("annotations", bound.Metadata.Annotations.With(VolumeMatching.BoundByController, "yes"));
        }

        return ReferenceEquals(bound, volume) ? ValueTask.FromResult(volume) : context.Client.UpdateAsync(bound);
    }

    private static ValueTask<KubeObject> BindClaimAsync(ReconcileContext context, KubeObject claim, KubeObject volume)
    {
        var annotations = claim.Metadata.Annotations;
        var bound = claim;
        if (claim.Spec.String("volumeName") != volume.Name)
        {
            bound = bound.With(bound.Root.WithAt(["spec", "volumeName"], volume.Name));
            annotations = annotations.WithDefault(VolumeMatching.BoundByController, "yes");
        }

        annotations = annotations.WithDefault(VolumeMatching.BindCompleted, "yes");
        bound = ReferenceEquals(annotations, claim.Metadata.Annotations) ? bound : bound.WithMetadata("annotations", annotations);
        return ReferenceEquals(bound, claim) ? ValueTask.FromResult(claim) : context.Client.UpdateAsync(bound);
    }
}
