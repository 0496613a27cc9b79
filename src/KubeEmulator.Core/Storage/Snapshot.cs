using KubeEmulator.Objects;

namespace KubeEmulator.Storage;

/// <summary>
/// Everything a store held at one revision. Immutable and safe from any thread; it shares with its neighbours all that did not change,
/// so keeping one is cheap.
/// </summary>
public sealed class Snapshot
{
    private readonly long _floor;

    internal Snapshot(long revision, long floor, SortedTree<GroupResource, ResourceState, ResourceOrder> states, IndexSet indexes)
    {
        Revision = revision;
        _floor = floor;
        States = states;
        Indexes = indexes;
    }

    /// <summary>The store's revision.</summary>
    public long Revision { get; }

    /// <summary>How many objects there are of all resources.</summary>
    public int TotalCount
    {
        get
        {
            var count = 0;
            foreach (var state in AllStates())
            {
                count += state.Value.Objects.Count;
            }

            return count;
        }
    }

    /// <summary>The resources that have, or once had, objects; by group, then name.</summary>
    public IEnumerable<GroupResource> Resources
    {
        get
        {
            foreach (var state in AllStates())
            {
                yield return state.Key;
            }
        }
    }

    internal SortedTree<GroupResource, ResourceState, ResourceOrder> States { get; }

    internal IndexSet Indexes { get; }

    /// <summary>The object at a key, or <c>null</c>.</summary>
    public KubeObject? Get(ObjectKey key) =>
        State(key.Resource).Objects.TryGet(new ObjectPath(key.Namespace, key.Name), out var found) ? found : null;

    /// <summary>How many objects a resource has, in one namespace where one is named.</summary>
    public int Count(GroupResource resource, string? @namespace = null) => List(resource, @namespace).Count;

    /// <summary>
    /// The objects of a resource in the order of their keys <c>namespace/name</c>: all, or one namespace's where one is named,
    /// from behind <paramref name="afterKey"/> (<c>ns/name</c>, or the name alone for cluster-scoped objects) where given.
    /// Nothing is copied.
    /// </summary>
    public ObjectRange List(GroupResource resource, string? @namespace = null, string? afterKey = null)
    {
        var objects = State(resource).Objects;
        var (start, end) = (0, objects.Count);
        if (!string.IsNullOrEmpty(@namespace))
        {
            start = objects.PositionOf(new ObjectPath(@namespace, ""));
            // No name reaches the highest character, so this is the end of the namespace.
            end = objects.PositionOf(new ObjectPath(@namespace, "\uffff"));
        }

        if (afterKey is not null)
        {
            var after = ObjectPath.Parse(afterKey);
            var position = objects.PositionOf(after);
            start = Math.Max(start, objects.TryGet(after, out _) ? position + 1 : position);
        }

        return new ObjectRange(objects, start, end);
    }

    /// <summary>The revision of the last change of a resource; 0 where it never changed.</summary>
    public long ResourceRevision(GroupResource resource) => Math.Max(State(resource).Revision, _floor);

    /// <summary>The objects an index holds under a value; by resource, then key.</summary>
    /// <exception cref="ArgumentException">The store keeps no such index.</exception>
    public IEnumerable<KubeObject> ByIndex(StoreIndex index, string value) => Indexes.Find(index, value).Select(entry => Get(entry)!);

    /// <summary>Whether the store keeps this index.</summary>
    public bool HasIndex(StoreIndex index) => Indexes.Has(index);

    /// <summary>The object with a uid, or <c>null</c>.</summary>
    public KubeObject? ByUid(string uid) => Indexes.First(StoreIndex.Uid, uid) is { } entry ? Get(entry) : null;

    internal ResourceState State(GroupResource resource) => States.TryGet(resource, out var state) ? state : ResourceState.None;

    /// <summary>The same contents at another revision; what changed before it counts as changed at it.</summary>
    internal Snapshot Rebased(long revision) => new(revision, revision, States, Indexes);

    /// <summary>The same keys at the same revisions with other objects, whose indexed values are told too.</summary>
    internal Snapshot Select(Func<KubeObject, KubeObject> stored, Func<string, string> indexed) => new(
        Revision,
        _floor,
        States.Select(state => new ResourceState(state.Objects.Select(stored), state.Revision)),
        Indexes.Select(indexed));

    /// <summary>With one object more, which has its revision already.</summary>
    internal Snapshot With(ObjectKey key, KubeObject stored)
    {
        var path = new ObjectPath(key.Namespace, key.Name);
        var state = State(key.Resource);
        var grown = new ResourceState(state.Objects.Set(path, stored), Math.Max(state.Revision, stored.Metadata.Revision));
        return new Snapshot(Revision, _floor, States.Set(key.Resource, grown), Indexes.With(key.Resource, path, null, stored));
    }

    /// <summary>What follows this snapshot.</summary>
    internal Snapshot Next(long revision, SortedTree<GroupResource, ResourceState, ResourceOrder> states, IndexSet indexes) =>
        new(revision, _floor, states, indexes);

    private KubeObject? Get(IndexEntry.Target entry) => State(entry.Resource).Objects.TryGet(entry.Path, out var found) ? found : null;

    private IEnumerable<TreeEntry<GroupResource, ResourceState>> AllStates()
    {
        for (var i = 0; i < States.Count; i++)
        {
            yield return States.LeafAt(i, out var offset)[offset];
        }
    }
}
