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
        foreach (var resource in objects.GroupBy(o => o.Key.Resource))
        {
            var tree = ResourceState.None.Objects;
            var last = 0L;
            foreach (var (key, stored) in resource)
            {
                SharedValues.Share(stored.Root, null);
                var path = new ObjectPath(names.Share(key.Namespace), stored.Name == key.Name ? stored.Name : key.Name);
                tree = tree.Set(path, stored);
                indexes = indexes.With(key.Resource, path, null, stored);
                last = Math.Max(last, stored.Metadata.Revision);
            }

            states = states.Set(resource.Key, new ResourceState(tree, last));
        }

        return new Snapshot(revision, 0, states, indexes);
    }
}
