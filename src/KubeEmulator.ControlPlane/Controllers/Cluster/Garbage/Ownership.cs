using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Storage;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>
/// The garbage collector's view of owners: what a change makes it look at, and how owners stand. The rules are those of
/// <c>pkg/controller/garbagecollector</c>; its graph is the snapshot's index by owner.
/// </summary>
internal static class Ownership
{
    public const string OrphanFinalizer = "orphan";
    public const string ForegroundFinalizer = "foregroundDeletion";

    private static readonly GroupResource EventsGroup = new("events.k8s.io", "events");

    /// <summary>Whether an object is being deleted and waits for its dependents to go first.</summary>
    public static bool WaitsForDependents(KubeObject item) => item.Metadata.IsDeleting && item.Metadata.Finalizers.Contains(ForegroundFinalizer);

    /// <summary>Whether an object is being deleted and its dependents are to lose it as an owner first.</summary>
    public static bool WaitsForOrphans(KubeObject item) => item.Metadata.IsDeleting && item.Metadata.Finalizers.Contains(OrphanFinalizer);

    /// <summary>The objects that name an object as an owner.</summary>
    public static IEnumerable<KubeObject> Dependents(Snapshot snapshot, KubeObject owner) => snapshot.ByIndex(StoreIndex.OwnerUid, owner.Metadata.Uid);

    /// <summary>Whether a foreground deletion of the owner waits for a dependent.</summary>
    public static bool Blocks(KubeObject dependent, KubeObject owner) => dependent.Metadata.Owners.Any(o => o.Uid == owner.Metadata.Uid && o.BlockOwnerDeletion);

    /// <summary>How one of an object's owners stands.</summary>
    public static OwnerStanding Standing(TriggerContext context, KubeObject item, OwnerReference reference)
    {
        if (context.Catalog.FindKind(GroupVersion.Parse(reference.ApiVersion), reference.Kind) is not { } type)
        {
            return OwnerStanding.Unknown;
        }

        if (type.Namespaced && item.Namespace.Length == 0)
        {
            return OwnerStanding.OutOfReach;
        }

        if (context.Snapshot.Get(type.Key(item.Namespace, reference.Name)) is not { } owner || owner.Metadata.Uid != reference.Uid)
        {
            return OwnerStanding.Dangling;
        }

        return WaitsForDependents(owner) ? OwnerStanding.Waiting : OwnerStanding.Solid;
    }

    /// <summary>The owner that lives in another namespace than the object which names it; null where it does not.</summary>
    public static KubeObject? InOtherNamespace(Snapshot snapshot, KubeObject item, OwnerReference reference) =>
        snapshot.ByUid(reference.Uid) is { Namespace.Length: > 0 } owner && owner.Namespace != item.Namespace ? owner : null;

    /// <summary>
    /// What a change makes the collector look at, by uid. Most changes matter to nobody: an object whose owners all stand is not
    /// looked at, so that the creation of a pod costs no reconcile.
    /// </summary>
    public static IEnumerable<ReconcileKey> Affected(TriggerContext context, Change change)
    {
        if (change.Key.Resource == ClusterResources.Events || change.Key.Resource == EventsGroup)
        {
            return [];
        }

        if (change.Type == ChangeType.Deleted)
        {
            return AfterDeletion(context, change.Object);
        }

        var (item, previous) = (change.Object, change.Previous);
        return !item.Metadata.IsDeleting && ReferenceEquals(previous?.Metadata.Root["ownerReferences"], item.Metadata.Root["ownerReferences"])
            ? []
            : AfterWrite(context, item, previous);
    }

    private static IEnumerable<ReconcileKey> AfterDeletion(TriggerContext context, KubeObject gone)
    {
        foreach (var dependent in Dependents(context.Snapshot, gone))
        {
            yield return KeyOf(dependent);
        }

        foreach (var reference in gone.Metadata.Owners)
        {
            if (context.Snapshot.ByUid(reference.Uid) is { } owner && WaitsForDependents(owner))
            {
                yield return KeyOf(owner);
            }
        }
    }

    private static IEnumerable<ReconcileKey> AfterWrite(TriggerContext context, KubeObject item, KubeObject? previous)
    {
        if (WaitsForDependents(item) && (previous is null || !WaitsForDependents(previous)))
        {
            foreach (var dependent in Dependents(context.Snapshot, item))
            {
                yield return KeyOf(dependent);
            }

            yield return KeyOf(item);
        }
        else if (WaitsForOrphans(item) && (previous is null || !WaitsForOrphans(previous)))
        {
            yield return KeyOf(item);
        }

        var ownersBefore = previous?.Metadata.Root["ownerReferences"];
        var ownersNow = item.Metadata.Root["ownerReferences"];
        if (ReferenceEquals(ownersBefore, ownersNow) || (previous is not null && ownersBefore == ownersNow))
        {
            yield break;
        }

        if (item.Metadata.Owners.Any(reference => Standing(context, item, reference) != OwnerStanding.Solid))
        {
            yield return KeyOf(item);
        }

        foreach (var released in previous?.Metadata.Owners ?? [])
        {
            var stillBlocks = item.Metadata.Owners.Any(o => o.Uid == released.Uid && o.BlockOwnerDeletion);
            if (released.BlockOwnerDeletion && !stillBlocks && context.Snapshot.ByUid(released.Uid) is { } owner && WaitsForDependents(owner))
            {
                yield return KeyOf(owner);
            }
        }
    }

    private static ReconcileKey KeyOf(KubeObject item) => new(item.Namespace, item.Metadata.Uid);
}
