using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Storage;

/// <summary>
/// An index kept inside every snapshot and updated with each commit, so it is never behind the objects.
/// Indexes are told apart by name.
/// </summary>
/// <param name="Name">The name, unique within a store.</param>
/// <param name="Resource">The indexed resource; <c>null</c> for all.</param>
/// <param name="Values">The values an object is found by. A pure function: it runs under the store's lock.</param>
public sealed record StoreIndex(string Name, GroupResource? Resource, Func<KubeObject, IEnumerable<string>> Values)
{
    /// <summary>Objects of any resource by the uids of their owners.</summary>
    public static StoreIndex OwnerUid { get; } = new("ownerUid", null, OwnersOf);

    /// <summary>Objects of any resource by uid.</summary>
    public static StoreIndex Uid { get; } = new("uid", null, o => o.Metadata.Uid is { Length: > 0 } uid ? [uid] : []);

    /// <summary>Pods by the node they are bound to.</summary>
    public static StoreIndex PodsByNode { get; } =
        new("podsByNode", new GroupResource("", "pods"), o => o.Spec.String("nodeName") is { Length: > 0 } node ? [node] : []);

    /// <summary>What every store has: <see cref="Uid"/>, <see cref="OwnerUid"/> and <see cref="PodsByNode"/>.</summary>
    public static IReadOnlyList<StoreIndex> BuiltIn { get; } = [Uid, OwnerUid, PodsByNode];

    /// <summary>Objects of one resource by each label, as <c>key=value</c>.</summary>
    public static StoreIndex Labels(GroupResource resource) => new($"labels of {resource}", resource, LabelsOf);

    private static IEnumerable<string> OwnersOf(KubeObject o) => o.Metadata.Owners is { Count: > 0 } owners ? owners.Select(owner => owner.Uid).Distinct() : [];

    private static IEnumerable<string> LabelsOf(KubeObject o) =>
        o.Metadata.Labels is { Count: > 0 } labels ? labels.Where(l => l.Value is StringValue).Select(l => $"{l.Key}={((StringValue)l.Value).Text}") : [];
}
