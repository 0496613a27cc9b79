using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>
/// How an owner takes over the orphans that its selector matches and lets go of what it no longer matches;
/// <c>pkg/controller/controller_ref_manager.go</c>. An owner that is being deleted does neither.
/// </summary>
/// <param name="context">The reconcile.</param>
/// <param name="owner">The owner.</param>
/// <param name="kind">Its kind.</param>
/// <param name="matches">Whether an object is one that the owner wants.</param>
internal sealed class OwnerClaim(ReconcileContext context, KubeObject owner, GroupVersionKind kind, Func<KubeObject, bool> matches)
{
    /// <summary>A finalizer that comes with adoption and goes with release; null for none.</summary>
    public string? Finalizer { get; init; }

    /// <summary>The candidates that are the owner's, adopted ones in their new state.</summary>
    public async ValueTask<List<KubeObject>> ClaimAsync(GroupResource resource, IEnumerable<KubeObject> candidates)
    {
        var claimed = new List<KubeObject>();
        ApiException? refused = null;
        foreach (var candidate in candidates)
        {
            try
            {
                if (await ClaimAsync(resource, candidate).ConfigureAwait(false) is { } mine)
                {
                    claimed.Add(mine);
                }
            }
            catch (ApiException gone) when (gone.Code == 404)
            {
                // Deleted meanwhile: nobody's.
            }
            catch (ApiException error)
            {
                refused ??= error;
            }
        }

        return refused is null ? claimed : throw new ApiException(refused.Status, refused);
    }

    private async ValueTask<KubeObject?> ClaimAsync(GroupResource resource, KubeObject candidate)
    {
        if (candidate.Metadata.Controller is { } controller)
        {
            if (controller.Uid != owner.Metadata.Uid)
            {
                return null;
            }

            if (matches(candidate))
            {
                return candidate;
            }

            if (!owner.Metadata.IsDeleting)
            {
                await ReleaseAsync(resource, candidate).ConfigureAwait(false);
            }

            return null;
        }

        if (owner.Metadata.IsDeleting || candidate.Metadata.IsDeleting || !matches(candidate))
        {
            return null;
        }

        return await AdoptAsync(resource, candidate).ConfigureAwait(false);
    }

    private ValueTask<KubeObject> AdoptAsync(GroupResource resource, KubeObject candidate)
    {
        var metadata = MapValue.Of(("uid", candidate.Metadata.Uid), ("ownerReferences", ListValue.Of(Owners.ControllerReference(owner, kind))));
        metadata = Finalizer is null ? metadata : metadata.With("finalizers", ListValue.Of(Finalizer));
        return PatchAsync(resource, candidate, metadata);
    }

    private async ValueTask ReleaseAsync(GroupResource resource, KubeObject candidate)
    {
        var metadata = MapValue.Of(
            ("uid", candidate.Metadata.Uid),
            ("ownerReferences", ListValue.Of(MapValue.Of(("$patch", "delete"), ("uid", owner.Metadata.Uid)))));
        metadata = Finalizer is null ? metadata : metadata.With("$deleteFromPrimitiveList/finalizers", ListValue.Of(Finalizer));
        try
        {
            await PatchAsync(resource, candidate, metadata).ConfigureAwait(false);
        }
        catch (ApiException gone) when (gone.Code is 404 or 422)
        {
            // Deleted, or replaced by another of its name: either way no longer the owner's.
        }
    }

    private ValueTask<KubeObject> PatchAsync(GroupResource resource, KubeObject candidate, MapValue metadata) =>
        context.Client.PatchAsync(resource, candidate.Namespace, candidate.Name, "", Api.PatchType.StrategicMerge, MapValue.Of(("metadata", metadata)));
}
