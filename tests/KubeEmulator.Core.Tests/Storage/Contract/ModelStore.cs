using System.Collections.Immutable;
using KubeEmulator.Objects;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Storage.Contract;

/// <summary>The store as one would write it without a thought for speed: a whole dictionary per revision, one list of changes.</summary>
internal sealed class ModelStore : IContractStore
{
    private readonly List<View> _views;
    private readonly List<Change> _changes = [];
    private readonly Dictionary<GroupResource, long> _quietSince = [];
    private long _compacted;
    private long _start;

    public ModelStore(long firstRevision = 1)
        : this(new View(firstRevision, 0, ImmutableDictionary<ObjectKey, KubeObject>.Empty, ImmutableDictionary<GroupResource, long>.Empty), firstRevision - 1)
    {
    }

    private ModelStore(View start, long compacted)
    {
        _views = [start];
        _compacted = compacted;
        _start = start.Revision;
    }

    public IContractView Now => Latest;

    private View Latest => _views[^1];

    public CommitOutcome Commit(params StoreWrite[] writes)
    {
        var revision = Latest.Revision + 1;
        var objects = Latest.Objects;
        var revisions = Latest.Revisions;
        List<Change> changes = [];
        foreach (var write in writes)
        {
            var stored = objects.GetValueOrDefault(write.Key);
            switch (write, stored)
            {
                case (StoreWrite.Create, not null): return new CommitOutcome.Exists(write.Key, stored);
                case (not StoreWrite.Create, null): return new CommitOutcome.Missing(write.Key);
                case (StoreWrite.Replace r, _) when Differs(r.ExpectedRevision, stored!): return new CommitOutcome.Conflict(write.Key, stored!);
                case (StoreWrite.Delete d, _) when Differs(d.ExpectedRevision, stored!): return new CommitOutcome.Conflict(write.Key, stored!);
            }

            var (type, state) = write switch
            {
                StoreWrite.Create c => (ChangeType.Added, c.Object),
                StoreWrite.Replace r => (ChangeType.Modified, r.Object),
                _ => (ChangeType.Deleted, ((StoreWrite.Delete)write).LastState ?? stored!),
            };
            state = state.WithMetadata("resourceVersion", StringValue.Of($"{revision}"));
            objects = type == ChangeType.Deleted ? objects.Remove(write.Key) : objects.SetItem(write.Key, state);
            revisions = revisions.SetItem(write.Key.Resource, revision);
            changes.Add(new Change(revision, type, write.Key, state, stored));
        }

        _views.Add(new View(revision, Latest.Floor, objects, revisions));
        _changes.AddRange(changes);
        return new CommitOutcome.Committed(revision, [.. changes.Select(c => c.Object)]);
    }

    public IContractView? At(long revision) => revision <= _compacted ? null : _views.Find(v => v.Revision == revision);

    public IReadOnlyList<Change>? ChangesAfter(GroupResource? resource, long revision)
    {
        // A fork has no changes of its own yet, so it can follow a resource from its last change on.
        var since = resource is { } one ? _quietSince.GetValueOrDefault(one) : _start;
        return revision <= _compacted || revision < since || revision > Latest.Revision ? null
            : [.. _changes.Where(c => c.Revision > revision && (resource is null || c.Key.Resource == resource))];
    }

    public void Compact(long revision) => _compacted = Math.Max(_compacted, Math.Min(revision, Latest.Revision - 1));

    public IContractStore Fork()
    {
        var fork = new ModelStore(Latest, _compacted);
        foreach (var resource in Latest.Revisions.Keys)
        {
            fork._quietSince[resource] = Latest.ResourceRevision(resource);
        }

        return fork;
    }

    public void Restore(IContractView view)
    {
        var revision = Math.Max(Latest.Revision, view.Revision) + 1;
        _views.Clear();
        _views.Add(((View)view) with { Revision = revision, Floor = revision });
        _changes.Clear();
        _compacted = revision - 1;
        _start = revision;
    }

    private static bool Differs(long expected, KubeObject stored) =>
        expected != StoreWrite.AnyRevision && stored.Metadata.ResourceVersion != $"{expected}";

    private sealed record View(long Revision, long Floor, ImmutableDictionary<ObjectKey, KubeObject> Objects, ImmutableDictionary<GroupResource, long> Revisions)
        : IContractView
    {
        public KubeObject? Get(ObjectKey key) => Objects.GetValueOrDefault(key);

        public IReadOnlyList<KubeObject> List(GroupResource resource, string? @namespace, string? after) =>
            [.. Sorted(Objects.Where(o => o.Key.Resource == resource
                && (string.IsNullOrEmpty(@namespace) || o.Key.Namespace == @namespace)
                && (after is null || string.CompareOrdinal(Path(o.Key), after) > 0)))];

        public IReadOnlyList<KubeObject> ByIndex(StoreIndex index, string value) =>
            [.. Sorted(Objects.Where(o => (index.Resource is null || index.Resource == o.Key.Resource) && index.Values(o.Value).Contains(value)))];

        public long ResourceRevision(GroupResource resource) => Math.Max(Floor, Revisions.GetValueOrDefault(resource));

        private static IEnumerable<KubeObject> Sorted(IEnumerable<KeyValuePair<ObjectKey, KubeObject>> objects) =>
            objects.OrderBy(o => o.Key.Resource).ThenBy(o => Path(o.Key), StringComparer.Ordinal).Select(o => o.Value);

        private static string Path(ObjectKey key) => key.Namespace.Length == 0 ? key.Name : $"{key.Namespace}/{key.Name}";
    }
}
