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

    /// <summary>
    /// Objects of any resource by uid, but for Events: they are most of what a busy cluster writes, and nobody looks for one by its uid
    /// (nor does the garbage collector, <c>graph_builder.go</c>, ignoredResources).
    /// </summary>
    public static StoreIndex Uid { get; } = new("uid", null, o => One(o.Metadata.Uid)) { Except = new GroupResource("", "events") };

    /// <summary>A resource that an index of all leaves out.</summary>
    internal GroupResource? Except { get; init; }

    /// <summary>Pods by the node they are bound to.</summary>
    public static StoreIndex PodsByNode { get; } =
        new("podsByNode", new GroupResource("", "pods"), o => One(o.Spec.StringOrEmpty("nodeName")));

    /// <summary>Pods that a Job still has to count (they carry its finalizer), by <c>namespace/name</c> of their controller.</summary>
    public static StoreIndex PodsOfJobs { get; } = new("podsOfJobs", new GroupResource("", "pods"), TrackedByJob);

    private static readonly StoreIndex[] _uncontrolled =
    [
        ByNamespaceUncontrolled(new("", "pods")),
        ByNamespaceUncontrolled(new("apps", "replicasets")),
        ByNamespaceUncontrolled(new("apps", "controllerrevisions")),
    ];

    /// <summary>What every store has: <see cref="Uid"/>, <see cref="OwnerUid"/>, <see cref="PodsByNode"/>, <see cref="PodsOfJobs"/>, and <see cref="Uncontrolled"/> of what controllers adopt.</summary>
    public static IReadOnlyList<StoreIndex> BuiltIn { get; } = [Uid, OwnerUid, PodsByNode, PodsOfJobs, .. _uncontrolled];

    /// <summary>The objects that no controller owns, by namespace; of pods, ReplicaSets and ControllerRevisions, which controllers adopt.</summary>
    /// <exception cref="ArgumentException">Nobody adopts objects of this resource.</exception>
    public static StoreIndex Uncontrolled(GroupResource resource) =>
        Array.Find(_uncontrolled, i => i.Resource == resource) ?? throw new ArgumentException($"nobody adopts {resource}", nameof(resource));

    /// <summary>Objects of one resource by each label, as <c>key=value</c>.</summary>
    public static StoreIndex Labels(GroupResource resource) => new($"labels of {resource}", resource, LabelsOf);

    /// <summary>Whether objects of a resource are in the index.</summary>
    internal bool Holds(GroupResource resource) => Resource is { } only ? only == resource : Except is not { } left || left != resource;

    // Arrays, because every commit asks, and an empty array costs nothing.
    private static string[] One(string value) => value.Length == 0 ? [] : [value];

    private static string[] TrackedByJob(KubeObject o) =>
        o.Metadata.Root.List("finalizers") is { Count: > 0 } finalizers && finalizers.Any(f => f is StringValue { Text: "batch.kubernetes.io/job-tracking" })
            ? [$"{o.Namespace}/{o.Metadata.Controller?.Name}"]
            : [];

    private static StoreIndex ByNamespaceUncontrolled(GroupResource resource) =>
        new($"uncontrolled {resource}", resource, o => o.Metadata.Controller is null ? One(o.Namespace) : []);

    private static string[] OwnersOf(KubeObject o) => o.Metadata.Owners switch
    {
        { Count: 0 } => [],
        { Count: 1 } owners => [owners[0].Uid],
        var owners => [.. owners.Select(owner => owner.Uid).Distinct(StringComparer.Ordinal)],
    };

    private static string[] LabelsOf(KubeObject o) =>
        o.Metadata.Labels is { Count: > 0 } labels ? [.. labels.Where(l => l.Value is StringValue).Select(l => $"{l.Key}={((StringValue)l.Value).Text}")] : [];
}
