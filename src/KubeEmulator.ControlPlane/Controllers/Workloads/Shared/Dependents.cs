using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Storage;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>What an owner controls, and what it might take over.</summary>
internal static class Dependents
{
    /// <summary>The objects of a kind whose controller is the owner, by name.</summary>
    public static IEnumerable<KubeObject> Controlled(Snapshot snapshot, KubeObject owner, string kind) =>
        snapshot.ByIndex(StoreIndex.OwnerUid, owner.Metadata.Uid).Where(o => o.Kind == kind && o.Namespace == owner.Namespace && Owners.IsControlledBy(o, owner));

    /// <summary>The pods whose controller is the owner, by name.</summary>
    public static IEnumerable<PodView> Pods(Snapshot snapshot, KubeObject owner) => Controlled(snapshot, owner, "Pod").Select(p => new PodView(p));

    /// <summary>The objects of a resource in a namespace that nobody controls, by name.</summary>
    public static IEnumerable<KubeObject> Orphans(Snapshot snapshot, GroupResource resource, string @namespace) =>
        snapshot.ByIndex(StoreIndex.Uncontrolled(resource), @namespace);

    /// <summary>Both: what an owner has to look at to know its own.</summary>
    public static IEnumerable<KubeObject> Candidates(Snapshot snapshot, KubeObject owner, GroupResource resource, string kind) =>
        Controlled(snapshot, owner, kind).Concat(Orphans(snapshot, resource, owner.Namespace));
}
