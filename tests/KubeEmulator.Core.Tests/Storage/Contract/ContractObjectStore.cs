using KubeEmulator.Objects;
using KubeEmulator.Storage;

namespace KubeEmulator.Core.Tests.Storage.Contract;

/// <summary>The real store, asked through the contract.</summary>
internal sealed class ContractObjectStore(ObjectStore store) : IContractStore
{
    public IContractView Now => new View(store.Current);

    public CommitOutcome Commit(params StoreWrite[] writes) => store.Commit(writes);

    public IContractView? At(long revision) => store.At(revision) is { } snapshot ? new View(snapshot) : null;

    public IReadOnlyList<Change>? ChangesAfter(GroupResource? resource, long revision)
    {
        var outcome = resource is { } one ? store.Follow(one, revision) : store.FollowAll(revision);
        return outcome is FollowOutcome.Following following ? following.Cursor.Drain() : null;
    }

    public void Compact(long revision) => store.Compact(revision);

    public IContractStore Fork() => new ContractObjectStore(store.Fork());

    public void Restore(IContractView view) => store.Restore(((View)view).Snapshot);

    private sealed class View(Snapshot snapshot) : IContractView
    {
        public Snapshot Snapshot => snapshot;

        public long Revision => snapshot.Revision;

        public KubeObject? Get(ObjectKey key) => snapshot.Get(key);

        public IReadOnlyList<KubeObject> List(GroupResource resource, string? @namespace, string? after)
        {
            var range = snapshot.List(resource, @namespace, after);
            KubeObject[] walked = [.. range];
            Assert.Equal(walked.Length, range.Count);
            return walked;
        }

        public IReadOnlyList<KubeObject> ByIndex(StoreIndex index, string value) => [.. snapshot.ByIndex(index, value)];

        public long ResourceRevision(GroupResource resource) => snapshot.ResourceRevision(resource);
    }
}
