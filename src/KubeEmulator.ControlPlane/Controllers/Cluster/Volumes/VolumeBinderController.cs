using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Runtime;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>
/// Binds claims and volumes, has volumes made and reclaims them. Keys with a namespace are claims, those without are volumes.
/// Upstream: <c>pkg/controller/volume/persistentvolume/pv_controller.go</c>.
/// </summary>
internal sealed class VolumeBinderController : Controller
{
    public override string Name => "persistentvolume-binder-controller";

    public override string ServiceAccount => "persistent-volume-binder";

    public override string EventSource => "persistentvolume-controller";

    public override IEnumerable<Trigger> Triggers { get; } =
    [
        Trigger.Mapped("", "persistentvolumeclaims", AfterClaim),
        Trigger.Mapped("", "persistentvolumes", AfterVolume),
        Trigger.Mapped("storage.k8s.io", "storageclasses", (context, change) => change.Type == ChangeType.Deleted ? [] : Unbound(context.Snapshot)),
        Trigger.Mapped("", "pods", AfterPod),
    ];

    public override async ValueTask<ReconcileResult> ReconcileAsync(ReconcileContext context, ReconcileKey key)
    {
        if (key.Namespace.Length == 0)
        {
            if (context.Snapshot.Get(ClusterResources.Volumes.At(key.Name)) is { } volume)
            {
                await VolumeReclaiming.SyncAsync(context, volume).ConfigureAwait(false);
            }
        }
        else if (context.Snapshot.Get(ClusterResources.Claims.At(key.Namespace, key.Name)) is { } claim)
        {
            await SyncClaimAsync(context, claim).ConfigureAwait(false);
        }

        return ReconcileResult.Done;
    }

    private static ValueTask SyncClaimAsync(ReconcileContext context, KubeObject claim)
    {
        if (claim.Metadata.Annotations.ContainsKey(VolumeMatching.BindCompleted))
        {
            return SyncBoundAsync(context, claim);
        }

        return claim.Spec.String("volumeName") is { Length: > 0 } name ? SyncNamedAsync(context, claim, name) : SyncFreeAsync(context, claim);
    }

    private static async ValueTask SyncFreeAsync(ReconcileContext context, KubeObject claim)
    {
        var storageClass = ClaimRules.Class(context.Snapshot, claim);
        var waits = ClaimRules.Waits(storageClass);
        if (VolumeMatching.Find(claim, Candidates(context.Snapshot, claim), null, new HashSet<string>(), waits) is { } volume)
        {
            await VolumeBinding.BindAsync(context, volume, claim).ConfigureAwait(false);
        }
        else if (!ClaimRules.NamesClass(claim) && ClaimRules.Default(context.Snapshot) is { } standard)
        {
            await context.Client.UpdateAsync(claim.With(claim.Root.WithAt(["spec", "storageClassName"], standard.Name))).ConfigureAwait(false);
        }
        else if (waits && !claim.Metadata.Annotations.ContainsKey(VolumeMatching.SelectedNode))
        {
            await SayWaitingAsync(context, claim).ConfigureAwait(false);
            await VolumeBinding.SetClaimAsync(context, claim, "Pending", null).ConfigureAwait(false);
        }
        else if (VolumeMatching.ClassOf(claim).Length > 0)
        {
            await VolumeBinding.ProvisionAsync(context, claim, storageClass).ConfigureAwait(false);
        }
        else
        {
            await context.Events.NormalAsync(claim, "FailedBinding", "no persistent volumes available for this claim and no storage class is set").ConfigureAwait(false);
            await VolumeBinding.SetClaimAsync(context, claim, "Pending", null).ConfigureAwait(false);
        }
    }

    // Volumes with the fewest access modes come first, so that the versatile ones are kept.
    private static IEnumerable<KubeObject> Candidates(Snapshot snapshot, KubeObject claim)
    {
        string[] wanted = [.. claim.Spec.Strings("accessModes")];
        var groups = snapshot.List(ClusterResources.Volumes)
            .Where(v => wanted.All(v.Spec.Strings("accessModes").Contains))
            .GroupBy(v => v.Spec.List("accessModes")?.Count ?? 0)
            .OrderBy(g => g.Key);
        return groups.Select(g => g.ToArray())
            .FirstOrDefault(g => VolumeMatching.Find(claim, g, null, new HashSet<string>(), ClaimRules.Waits(ClaimRules.Class(snapshot, claim))) is not null) ?? [];
    }

    private static async ValueTask SyncNamedAsync(ReconcileContext context, KubeObject claim, string name)
    {
        if (context.Snapshot.Get(ClusterResources.Volumes.At(name)) is not { } volume)
        {
            await VolumeBinding.SetClaimAsync(context, claim, "Pending", null).ConfigureAwait(false);
        }
        else if (volume.Spec.Map("claimRef") is null && ClaimRules.Mismatch(volume, claim) is { } mismatch)
        {
            await context.Events.WarningAsync(claim, "VolumeMismatch", $"Cannot bind to requested volume {GoText.Quote(name)}: {mismatch}").ConfigureAwait(false);
            await VolumeBinding.SetClaimAsync(context, claim, "Pending", null).ConfigureAwait(false);
        }
        else if (volume.Spec.Map("claimRef") is null || VolumeMatching.IsBoundTo(volume, claim))
        {
            await VolumeBinding.BindAsync(context, volume, claim).ConfigureAwait(false);
        }
        else
        {
            await context.Events.WarningAsync(claim, "FailedBinding", $"volume {GoText.Quote(name)} already bound to a different claim.").ConfigureAwait(false);
            await VolumeBinding.SetClaimAsync(context, claim, "Pending", null).ConfigureAwait(false);
        }
    }

    private static async ValueTask SyncBoundAsync(ReconcileContext context, KubeObject claim)
    {
        var name = claim.Spec.StringOrEmpty("volumeName");
        if (name.Length == 0)
        {
            await VolumeBinding.LoseClaimAsync(context, claim, "ClaimLost", "Bound claim has lost reference to PersistentVolume. Data on the volume is lost!").ConfigureAwait(false);
        }
        else if (context.Snapshot.Get(ClusterResources.Volumes.At(name)) is not { } volume)
        {
            await VolumeBinding.LoseClaimAsync(context, claim, "ClaimLost", "Bound claim has lost its PersistentVolume. Data on the volume is lost!").ConfigureAwait(false);
        }
        else if (volume.Spec.Map("claimRef") is not { } reference || reference.String("uid") == claim.Metadata.Uid)
        {
            await VolumeBinding.BindAsync(context, volume, claim).ConfigureAwait(false);
        }
        else
        {
            await VolumeBinding.LoseClaimAsync(context, claim, "ClaimMisbound", "Two claims are bound to the same volume, this one is bound incorrectly").ConfigureAwait(false);
        }
    }

    private static ValueTask SayWaitingAsync(ReconcileContext context, KubeObject claim)
    {
        string[] pods = [.. ClaimRules.Users(context.Snapshot, claim).Where(p => !PodState.IsTerminal(p) && p.NodeName.Length == 0).Select(p => p.Name)];
        return pods.Length switch
        {
            0 => context.Events.NormalAsync(claim, "WaitForFirstConsumer", "waiting for first consumer to be created before binding"),
            1 => context.Events.NormalAsync(claim, "WaitForPodScheduled", $"waiting for pod {pods[0]} to be scheduled"),
            _ => context.Events.NormalAsync(claim, "WaitForPodScheduled", $"waiting for pods {string.Join(',', pods)} to be scheduled"),
        };
    }

    private static IEnumerable<ReconcileKey> AfterClaim(TriggerContext context, Change change)
    {
        if (change.Type != ChangeType.Deleted)
        {
            yield return ReconcileKey.Of(change.Object);
        }

        if (change.Object.Spec.String("volumeName") is { Length: > 0 } volume && (change.Type == ChangeType.Deleted || change.Previous is null))
        {
            yield return new ReconcileKey("", volume);
        }
    }

    private static IEnumerable<ReconcileKey> AfterVolume(TriggerContext context, Change change)
    {
        if (change.Type != ChangeType.Deleted)
        {
            yield return ReconcileKey.Of(change.Object);
        }

        if (change.Object.Spec.Map("claimRef") is { } claim)
        {
            yield return new ReconcileKey(claim.StringOrEmpty("namespace"), claim.StringOrEmpty("name"));
        }

        var name = change.Key.Name;
        var came = change.Type != ChangeType.Deleted && change.Object.Status.String("phase") == "Available" && change.Previous?.Status.String("phase") != "Available";
        foreach (var waiting in context.Snapshot.List(ClusterResources.Claims))
        {
            if (waiting.Spec.String("volumeName") == name || (came && waiting.Status.String("phase") != "Bound" && waiting.Spec.String("volumeName") is null or ""))
            {
                yield return ReconcileKey.Of(waiting);
            }
        }
    }

    // What a claim that waits for a pod says changes with the first pod that uses it.
    private static IEnumerable<ReconcileKey> AfterPod(TriggerContext context, Change change) => change.Type != ChangeType.Added
        ? []
        : ClaimRules.Claims(new PodView(change.Object))
            .Where(name => context.Snapshot.Get(ClusterResources.Claims.At(change.Key.Namespace, name)) is { } claim && claim.Status.String("phase") == "Pending")
            .Select(name => new ReconcileKey(change.Key.Namespace, name));

    private static IEnumerable<ReconcileKey> Unbound(Snapshot snapshot) =>
        snapshot.List(ClusterResources.Claims).Where(c => c.Spec.String("volumeName") is null or "").Select(ReconcileKey.Of);
}
