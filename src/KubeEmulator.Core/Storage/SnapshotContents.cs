using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Storage;

/// <summary>A snapshot from objects that were stored once and are read back: they keep the resource versions they carry.</summary>
internal static class SnapshotContents
{
    /// <summary>The snapshot that holds exactly these objects, to be given to <see cref="ObjectStore.Restore"/>.</summary>
    /// <param name="options">What the store indexes.</param>
    /// <param name="revision">The revision at which they were taken.</param>
    /// <param name="objects">The objects, each key once.</param>
    public static Snapshot Of(StoreOptions options, long revision, IEnumerable<(ObjectKey Key, KubeObject Object)> objects)
    {
        var states = default(SortedTree<GroupResource, ResourceState, ResourceOrder>);
        var indexes = new IndexSet([.. StoreIndex.BuiltIn, .. options.Indexes]);
        var names = new SharedNames();
        var resource = default(GroupResource);
        var state = ResourceState.None;
        foreach (var (key, stored) in objects)
        {
            // Mostly those of one resource follow one another.
            if (key.Resource != resource)
            {
                states = With(states, resource, state);
                resource = key.Resource;
                state = states.TryGet(resource, out var begun) ? begun : ResourceState.None;
            }

            SharedValues.Share(stored.Root, null);
            var path = new ObjectPath(names.Share(key.Namespace), stored.Name == key.Name ? stored.Name : key.Name);
            state = new ResourceState(state.Objects.Set(path, stored), Math.Max(state.Revision, stored.Metadata.Revision));
            indexes = indexes.With(key.Resource, path, null, stored);
        }

        states = With(states, resource, state);
        return new Snapshot(revision, 0, states, indexes);
    }

    private static SortedTree<GroupResource, ResourceState, ResourceOrder> With(
        SortedTree<GroupResource, ResourceState, ResourceOrder> states, GroupResource resource, ResourceState state) =>
        state.Objects.Count == 0 ? states : states.Set(resource, state);
}
