using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>
/// Makes ResourceClaims from templates, reserves allocated claims for placed pods, and takes claims back from pods that are done.
/// A key's name begins with what it is: <c>pod:</c> or <c>claim:</c>. Upstream: <c>pkg/controller/resourceclaim/controller.go</c>.
/// </summary>
internal sealed class ResourceClaimController : Controller
{
    private const string ApplyManager = "ResourceClaimController";
    private const string PodKey = "pod:";
    private const string ClaimKey = "claim:";

    public override string Name => "resourceclaim-controller";

    public override string ServiceAccount => "resource-claim-controller";

    public override string EventSource => "resource_claim";

    public override IEnumerable<Trigger> Triggers { get; } =
    [
        Trigger.Mapped("", "pods", (_, change) => PodResourceClaims.Any(change.Object) ? AfterPod(change) : []),
        Trigger.Mapped("resource.k8s.io", "resourceclaims", AfterClaim),
        Trigger.Mapped("resource.k8s.io", "resourceclaimtemplates", (context, change) => change.Type == ChangeType.Deleted ? [] : Pods(
            context.Snapshot, change.Key.Namespace, pod => pod.Spec.Maps("resourceClaims").Any(c => c.String("resourceClaimTemplateName") == change.Key.Name))),
    ];

    public override async ValueTask<ReconcileResult> ReconcileAsync(ReconcileContext context, ReconcileKey key)
    {
        var isPod = key.Name.StartsWith(PodKey, StringComparison.Ordinal);
        var name = key.Name[(isPod ? PodKey : ClaimKey).Length..];
        if (!isPod)
        {
            await ClaimRelease.SyncAsync(context, key.Namespace, name).ConfigureAwait(false);
        }
        else if (context.Snapshot.Get(ClusterResources.Pods.At(key.Namespace, name)) is { Metadata.IsDeleting: false } pod && !PodResourceClaims.IsDone(pod))
        {
            await SyncPodAsync(context, pod).ConfigureAwait(false);
        }

        return ReconcileResult.Done;
    }

    private static async ValueTask SyncPodAsync(ReconcileContext context, KubeObject pod)
    {
        var made = new List<Value>();
        foreach (var (entry, known) in PodResourceClaims.Of(pod))
        {
            var name = entry.StringOrEmpty("name");
            try
            {
                if (await EnsureAsync(context, pod, entry, known).ConfigureAwait(false) is { } claim)
                {
                    made.Add(MapValue.Of(("name", name), ("resourceClaimName", claim)));
                }
            }
            catch (Exception fault) when (fault is ApiException or InvalidOperationException)
            {
                await context.Events.WarningAsync(pod, "FailedResourceClaimCreation", $"PodResourceClaim {name}: {fault.Message}").ConfigureAwait(false);
                throw;
            }
        }

        if (made.Count > 0)
        {
            pod = await context.Client.ApplyAsync(
                ClusterResources.Pods,
                pod.Namespace,
                pod.Name,
                "status",
                MapValue.Of(
                    ("apiVersion", "v1"),
                    ("kind", "Pod"),
                    ("metadata", MapValue.Of(("name", pod.Name), ("namespace", pod.Namespace))),
                    ("status", MapValue.Of(("resourceClaimStatuses", ListValue.From(made))))),
                ApplyManager).ConfigureAwait(false);
        }

        // Before a pod is placed, the scheduler reserves.
        if (pod.Spec.StringOrEmpty("nodeName").Length > 0)
        {
            await ReserveAsync(context, pod).ConfigureAwait(false);
        }
    }

    // The name of the claim that the pod's status is to tell; null where it tells it already, or where there is none to make.
    private static async ValueTask<string?> EnsureAsync(ReconcileContext context, KubeObject pod, MapValue entry, string? known)
    {
        if (entry.String("resourceClaimTemplateName") is not { } templateName || known is { Length: 0 }
            || (known is not null && context.Snapshot.Get(ClusterResources.ResourceClaims.At(pod.Namespace, known))?.Metadata.Controller?.Uid == pod.Metadata.Uid))
        {
            return null;
        }

        // It may have been made before the pod could be told.
        var name = entry.StringOrEmpty("name");
        if (context.Snapshot.ByIndex(StoreIndex.OwnerUid, pod.Metadata.Uid).FirstOrDefault(o =>
            o.Kind == "ResourceClaim" && o.Metadata.Controller?.Uid == pod.Metadata.Uid && o.Metadata.Annotations.String(PodResourceClaims.ClaimAnnotation) == name) is { } found)
        {
            return found.Name;
        }

        var template = context.Snapshot.Get(ClusterResources.ResourceClaimTemplates.At(pod.Namespace, templateName))
            ?? throw new InvalidOperationException($"resource claim template \"{templateName}\": resourceclaimtemplate.resource.k8s.io \"{templateName}\" not found");
        return (await context.Client.CreateAsync(PodResourceClaims.FromTemplate(pod, name, template)).ConfigureAwait(false)).Name;
    }

    private static async ValueTask ReserveAsync(ReconcileContext context, KubeObject pod)
    {
        var snapshot = context.Refresh();
        foreach (var (entry, name) in PodResourceClaims.Of(pod))
        {
            if (name is { Length: > 0 }
                && snapshot.Get(ClusterResources.ResourceClaims.At(pod.Namespace, name)) is { } claim
                && (entry.String("resourceClaimName") is not null || claim.Metadata.Controller?.Uid == pod.Metadata.Uid)
                && PodResourceClaims.NeedsReservation(claim, pod))
            {
                var users = (claim.Status.List("reservedFor") ?? ListValue.Empty).Add(PodResourceClaims.Consumer(pod));
                await context.Client.UpdateStatusAsync(claim, claim.Status.With("reservedFor", users)).ConfigureAwait(false);
            }
        }
    }

    private static IEnumerable<ReconcileKey> AfterPod(Change change)
    {
        var pod = change.Object;
        if (change.Type == ChangeType.Deleted || PodResourceClaims.IsDone(pod))
        {
            foreach (var name in PodResourceClaims.Names(pod))
            {
                yield return new ReconcileKey(pod.Namespace, ClaimKey + name);
            }
        }
        else if (change.Previous is not { } before
            || !Equals(before.Spec["nodeName"], pod.Spec["nodeName"])
            || !Equals(before.Status["resourceClaimStatuses"], pod.Status["resourceClaimStatuses"]))
        {
            yield return new ReconcileKey(pod.Namespace, PodKey + pod.Name);
        }
    }

    private static IEnumerable<ReconcileKey> AfterClaim(TriggerContext context, Change change)
    {
        ReconcileKey[] own = change.Type == ChangeType.Deleted ? [] : [new ReconcileKey(change.Key.Namespace, ClaimKey + change.Key.Name)];
        return own.Concat(Pods(context.Snapshot, change.Key.Namespace, pod => PodResourceClaims.Names(pod).Contains(change.Key.Name)));
    }

    private static IEnumerable<ReconcileKey> Pods(Snapshot snapshot, string @namespace, Func<KubeObject, bool> uses) =>
        snapshot.List(ClusterResources.Pods, @namespace).Where(pod => PodResourceClaims.Any(pod) && uses(pod)).Select(pod => new ReconcileKey(pod.Namespace, PodKey + pod.Name));
}
