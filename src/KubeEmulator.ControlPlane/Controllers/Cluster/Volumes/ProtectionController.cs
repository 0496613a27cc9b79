using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>Keeps a finalizer on objects that are in use: it is there while they live, and goes when a deleted one is not used any more.</summary>
internal abstract class ProtectionController(GroupResource resource, string finalizer) : Controller
{
    public override async ValueTask<ReconcileResult> ReconcileAsync(ReconcileContext context, ReconcileKey key)
    {
        if (context.Snapshot.Get(resource.At(key.Namespace, key.Name)) is not { } stored)
        {
            return ReconcileResult.Done;
        }

        var has = stored.Metadata.Finalizers.Contains(finalizer);
        if (stored.Metadata.IsDeleting ? !has || IsUsed(context, stored) : has)
        {
            return ReconcileResult.Done;
        }

        Value[] finalizers = [.. stored.Metadata.Finalizers.Where(f => f != finalizer).Select(f => (Value)f)];
        var wanted = stored.Metadata.IsDeleting ? finalizers : [.. finalizers, finalizer];
        await context.Client.PatchAsync(resource, key.Namespace, key.Name, "", PatchType.Merge, MapValue.Of(("metadata", MapValue.Of(
            ("resourceVersion", stored.Metadata.ResourceVersion),
            ("finalizers", wanted.Length == 0 ? Value.Null : ListValue.From(wanted)))))).ConfigureAwait(false);
        return ReconcileResult.Done;
    }

    /// <summary>Whether the object is in use.</summary>
    protected abstract bool IsUsed(ReconcileContext context, KubeObject stored);
}
