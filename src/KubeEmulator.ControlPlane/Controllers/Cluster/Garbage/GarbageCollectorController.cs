using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>
/// Deletes what has lost all its owners, and lets owners go that wait for their dependents (foreground) or for their release
/// (orphan). Keys are uids. Upstream: <c>pkg/controller/garbagecollector/garbagecollector.go</c>.
/// </summary>
internal sealed class GarbageCollectorController : Controller
{
    private const int MostAttempts = 5;

    public override string Name => "garbage-collector-controller";

    public override string ServiceAccount => "generic-garbage-collector";

    public override string EventSource => "garbage-collector-controller";

    internal override bool IsForgetful => true;

    public override IEnumerable<Trigger> Triggers { get; } = [new Trigger(null, Ownership.Affected)];

    public override async ValueTask<ReconcileResult> ReconcileAsync(ReconcileContext context, ReconcileKey key)
    {
        // Writes are tried again at once where somebody was faster: the decision is made anew from what there is then.
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await CollectAsync(context, key.Name).ConfigureAwait(false);
                return ReconcileResult.Done;
            }
            catch (ApiException refusal) when (Refusals.IsConflict(refusal) && attempt < MostAttempts)
            {
                context.Refresh();
            }
            catch (ApiException refusal) when (Refusals.IsNotFound(refusal))
            {
                return ReconcileResult.Done;
            }
        }
    }

    private static async ValueTask CollectAsync(ReconcileContext context, string uid)
    {
        if (context.Snapshot.ByUid(uid) is not { } item || TypeOf(context, item) is not { } type)
        {
            return;
        }

        if (Ownership.WaitsForOrphans(item))
        {
            await OrphanAsync(context, type, item).ConfigureAwait(false);
        }
        else if (Ownership.WaitsForDependents(item))
        {
            if (!Ownership.Dependents(context.Snapshot, item).Any(d => Ownership.Blocks(d, item)))
            {
                await RemoveFinalizerAsync(context, type, item, Ownership.ForegroundFinalizer).ConfigureAwait(false);
            }
        }
        else if (!item.Metadata.IsDeleting && item.Metadata.Owners.Count > 0)
        {
            await JudgeAsync(context, type, item).ConfigureAwait(false);
        }
    }

    private static async ValueTask JudgeAsync(ReconcileContext context, ResourceType type, KubeObject item)
    {
        await ReportOtherNamespacesAsync(context, item).ConfigureAwait(false);
        var view = new TriggerContext(context.Snapshot, context.Services.Catalog);
        var owners = item.Metadata.Owners.Select(o => (Reference: o, Standing: Ownership.Standing(view, item, o))).ToArray();
        if (owners.FirstOrDefault(o => o.Standing == OwnerStanding.Unknown) is { Reference: { } unknown })
        {
            // The kind may be served later (a definition that is still to come): tried again with back-off.
            throw new InvalidOperationException($"unable to get REST mapping for {unknown.ApiVersion}/{unknown.Kind}.");
        }

        if (owners.Any(o => o.Standing == OwnerStanding.OutOfReach))
        {
            return;
        }

        var lost = owners.Where(o => o.Standing != OwnerStanding.Solid).Select(o => o.Reference.Uid).ToHashSet(StringComparer.Ordinal);
        if (lost.Count < item.Metadata.Owners.Select(o => o.Uid).Distinct(StringComparer.Ordinal).Count())
        {
            if (lost.Count > 0)
            {
                await PatchOwnersAsync(context, type, item, owner => lost.Contains(owner.StringOrEmpty("uid")) ? null : owner).ConfigureAwait(false);
            }

            return;
        }

        if (owners.Any(o => o.Standing == OwnerStanding.Waiting) && Ownership.Dependents(context.Snapshot, item).Any())
        {
            await DeleteInForegroundAsync(context, type, item).ConfigureAwait(false);
            return;
        }

        var finalizers = item.Metadata.Finalizers.ToArray();
        await DeleteAsync(context, type, item, finalizers.Contains(Ownership.OrphanFinalizer) ? "Orphan" : finalizers.Contains(Ownership.ForegroundFinalizer) ? "Foreground" : "Background").ConfigureAwait(false);
    }

    private static async ValueTask DeleteInForegroundAsync(ReconcileContext context, ResourceType type, KubeObject item)
    {
        if (Ownership.Dependents(context.Snapshot, item).Any(Ownership.WaitsForDependents))
        {
            // A circle that waits for itself would never end, so this link of it stops blocking.
            item = await PatchOwnersAsync(context, type, item, owner => owner.Bool("blockOwnerDeletion") == true ? owner.With("blockOwnerDeletion", false) : owner).ConfigureAwait(false);
        }

        await DeleteAsync(context, type, item, "Foreground").ConfigureAwait(false);
    }

    private static async ValueTask OrphanAsync(ReconcileContext context, ResourceType type, KubeObject owner)
    {
        foreach (var dependent in Ownership.Dependents(context.Snapshot, owner).ToArray())
        {
            if (TypeOf(context, dependent) is { } dependentType)
            {
                await PatchOwnersAsync(context, dependentType, dependent, o => o.StringOrEmpty("uid") == owner.Metadata.Uid ? null : o).ConfigureAwait(false);
            }
        }

        await RemoveFinalizerAsync(context, type, owner, Ownership.OrphanFinalizer).ConfigureAwait(false);
    }

    private static async ValueTask ReportOtherNamespacesAsync(ReconcileContext context, KubeObject item)
    {
        foreach (var owner in item.Metadata.Owners)
        {
            if (Ownership.InOtherNamespace(context.Snapshot, item, owner) is not null)
            {
                await context.Events.WarningAsync(
                    item,
                    "OwnerRefInvalidNamespace",
                    $"ownerRef [{owner.ApiVersion}/{owner.Kind}, namespace: {item.Namespace}, name: {owner.Name}, uid: {owner.Uid}] does not exist in namespace {GoText.Quote(item.Namespace)}").ConfigureAwait(false);
            }
        }
    }

    private static async ValueTask DeleteAsync(ReconcileContext context, ResourceType type, KubeObject item, string propagation) =>
        await context.Client.DeleteAsync(type.GroupResource, item.Namespace, item.Name, new DeleteOptions
        {
            PropagationPolicy = propagation,
            PreconditionUid = item.Metadata.Uid,
            PreconditionResourceVersion = item.Metadata.ResourceVersion,
        }).ConfigureAwait(false);

    private static ValueTask<KubeObject> PatchOwnersAsync(ReconcileContext context, ResourceType type, KubeObject item, Func<MapValue, MapValue?> edit)
    {
        var owners = item.Metadata.Root.Maps("ownerReferences").Select(edit).OfType<Value>().ToArray();
        return PatchMetadataAsync(context, type, item, "ownerReferences", owners);
    }

    private static async ValueTask RemoveFinalizerAsync(ReconcileContext context, ResourceType type, KubeObject item, string finalizer) =>
        await PatchMetadataAsync(context, type, item, "finalizers", [.. item.Metadata.Finalizers.Where(f => f != finalizer).Select(f => (Value)f)]).ConfigureAwait(false);

    private static ValueTask<KubeObject> PatchMetadataAsync(ReconcileContext context, ResourceType type, KubeObject item, string member, Value[] values) =>
        context.Client.PatchAsync(type.GroupResource, item.Namespace, item.Name, "", PatchType.Merge, MapValue.Of(("metadata", MapValue.Of(
            ("uid", item.Metadata.Uid),
            ("resourceVersion", item.Metadata.ResourceVersion),
            (member, values.Length == 0 ? Value.Null : ListValue.From(values))))));

    // What cannot be deleted is not collected either.
    private static ResourceType? TypeOf(ReconcileContext context, KubeObject item) =>
        context.Services.Catalog.FindKind(GroupVersion.Parse(item.ApiVersion), item.Kind) is { } type && type.Verbs.Contains("delete") ? type : null;
}
