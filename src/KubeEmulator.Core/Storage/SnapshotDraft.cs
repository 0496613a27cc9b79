using KubeEmulator.Objects;

namespace KubeEmulator.Storage;

/// <summary>
/// The snapshot after some changes: what a commit makes of the current one, and what <see cref="PastSnapshot"/> makes again from the log.
/// That both go this way is why a snapshot made again is the one that was.
/// </summary>
internal struct SnapshotDraft(Snapshot start)
{
    private SortedTree<GroupResource, ResourceState, ResourceOrder> _states = start.States;
    private IndexSet _indexes = start.Indexes;

    /// <summary>A resource as the changes so far leave it.</summary>
    public readonly ResourceState State(GroupResource resource) => _states.TryGet(resource, out var state) ? state : ResourceState.None;

    /// <summary>Applies a change.</summary>
    /// <param name="state">The <see cref="State"/> of the changed resource.</param>
    /// <param name="change">The change; its key has the names as they are stored.</param>
    public void Apply(ResourceState state, in Change change)
    {
        var key = change.Key;
        var path = new ObjectPath(key.Namespace, key.Name);
        var stored = change.Type == ChangeType.Deleted ? null : change.Object;
        var objects = stored is null ? state.Objects.Remove(path) : state.Objects.Set(path, stored);
        _states = _states.Set(key.Resource, new ResourceState(objects, change.Revision));
        _indexes = _indexes.With(key.Resource, path, change.Previous, stored);
    }

    /// <summary>What the changes have made, as of a revision.</summary>
    public readonly Snapshot Build(long revision) => start.Next(revision, _states, _indexes);
}
