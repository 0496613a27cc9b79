using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>
/// Takes a ResourceClaim back from pods that are gone or done: without users it is not allocated any more, and one made for such a pod
/// goes. Upstream: <c>pkg/controller/resourceclaim/controller.go</c> (syncClaim).
/// </summary>
internal static class ClaimRelease
{
    private const string Finalizer = "resource.kubernetes.io/delete-protection";

    public static async ValueTask SyncAsync(ReconcileContext context, string @namespace, string name)
    {
        if (context.Snapshot.Get(ClusterResources.ResourceClaims.At(@namespace, name)) is not { } claim)
        {
            return;
        }

        Value[] users = [.. claim.Status.Maps("reservedFor").Where(user => IsValid(context.Snapshot, @namespace, user)).Cast<Value>()];
        var wasUsed = users.Length < (claim.Status.List("reservedFor")?.Count ?? 0);
        var isProtected = claim.Metadata.Finalizers.Contains(Finalizer);
        if (wasUsed || (isProtected && claim.Metadata.IsDeleting && users.Length == 0))
        {
            var status = users.Length > 0 ? claim.Status.With("reservedFor", ListValue.Of(users)) : claim.Status.Without("reservedFor");
            status = users.Length == 0 && isProtected ? status.Without("allocation").Without("devices") : status;
            claim = await context.Client.UpdateStatusAsync(claim, status).ConfigureAwait(false);
            if (isProtected && claim.Status.Map("allocation") is null)
            {
                claim = await UnprotectAsync(context, claim).ConfigureAwait(false);
            }
        }

        if (users.Length == 0
            && claim.Metadata.Controller is { Kind: "Pod", ApiVersion: "v1" } owner
            && context.Snapshot.Get(ClusterResources.Pods.At(@namespace, owner.Name)) is { } pod
            && (pod.Metadata.Uid != owner.Uid || PodResourceClaims.IsDone(pod)))
        {
            await context.Client.DeleteAsync(ClusterResources.ResourceClaims, @namespace, name).ConfigureAwait(false);
        }
    }

    // Users of other kinds are somebody else's to judge.
    private static bool IsValid(Snapshot snapshot, string @namespace, MapValue user) =>
        user.StringOrEmpty("apiGroup").Length > 0
        || user.StringOrEmpty("resource") != "pods"
        || (snapshot.Get(ClusterResources.Pods.At(@namespace, user.StringOrEmpty("name"))) is { } pod && pod.Metadata.Uid == user.StringOrEmpty("uid") && !PodResourceClaims.IsDone(pod));

    private static ValueTask<KubeObject> UnprotectAsync(ReconcileContext context, KubeObject claim)
    {
        Value[] left = [.. claim.Metadata.Finalizers.Where(f => f != Finalizer).Select(f => (Value)f)];
        return context.Client.UpdateAsync(claim.WithMetadata("finalizers", left.Length > 0 ? ListValue.Of(left) : null));
    }
}
