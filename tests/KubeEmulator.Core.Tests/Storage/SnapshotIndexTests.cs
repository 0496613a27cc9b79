using KubeEmulator.Objects;
using KubeEmulator.Storage;
using static KubeEmulator.Core.Tests.Storage.StoreObjects;

namespace KubeEmulator.Core.Tests.Storage;

public sealed class SnapshotIndexTests
{
    private readonly ObjectStore _store = new(new StoreOptions { Indexes = [StoreIndex.Labels(Pods)] });

    [Fact]
    public void ByIndex_ChangedValues_FollowsInTheSameCommit()
    {
        _store.Commit(
            new StoreWrite.Create(Pod("a"), Object(Pod("a"), uid: "u1", owner: "o1", node: "n1", label: "web")),
            new StoreWrite.Create(Pod("b"), Object(Pod("b"), uid: "u2", owner: "o1", label: "web")));
        var before = _store.Current;
        _store.Commit(new StoreWrite.Replace(Pod("a"), Object(Pod("a"), uid: "u1", owner: "o2", node: "n2", label: "db"), StoreWrite.AnyRevision));

        Assert.Equal(["a", "b"], Names(before, StoreIndex.OwnerUid, "o1"));
        Assert.Equal(["a", "b"], Names(before, StoreIndex.Labels(Pods), "app=web"));
        Assert.Equal(["b"], Names(_store.Current, StoreIndex.OwnerUid, "o1"));
        Assert.Equal(["a"], Names(_store.Current, StoreIndex.OwnerUid, "o2"));
        Assert.Equal(["b"], Names(_store.Current, StoreIndex.Labels(Pods), "app=web"));
        Assert.Empty(Names(_store.Current, StoreIndex.PodsByNode, "n1"));
        Assert.Equal(["a"], Names(_store.Current, StoreIndex.PodsByNode, "n2"));
        Assert.Equal("3", _store.Current.ByUid("u1")!.Metadata.ResourceVersion);
        Assert.Equal("2", before.ByUid("u1")!.Metadata.ResourceVersion);
    }

    [Fact]
    public void ByIndex_DeletedObject_IsGone()
    {
        _store.Commit(new StoreWrite.Create(Pod("a"), Object(Pod("a"), uid: "u1", owner: "o1", label: "web")));
        _store.Delete(Pod("a"));

        Assert.Null(_store.Current.ByUid("u1"));
        Assert.Empty(Names(_store.Current, StoreIndex.OwnerUid, "o1"));
        Assert.Empty(Names(_store.Current, StoreIndex.Labels(Pods), "app=web"));
    }

    [Fact]
    public void ByUid_OfAnEvent_IsNotKept_ButItsOwnersAre()
    {
        var key = new ObjectKey(new GroupResource("", "events"), "default", "e");
        _store.Commit(new StoreWrite.Create(key, Object(key, uid: "u1", owner: "o1")));

        Assert.Null(_store.Current.ByUid("u1"));
        Assert.Equal(["e"], Names(_store.Current, StoreIndex.OwnerUid, "o1"));
        Assert.NotNull(_store.Current.Get(key));
    }

    [Fact]
    public void ByIndex_UnknownIndex_Throws() =>
        Assert.Throws<ArgumentException>(() => _store.Current.ByIndex(StoreIndex.Labels(Widgets), "a=b"));

    private static IEnumerable<string> Names(Snapshot snapshot, StoreIndex index, string value) => snapshot.ByIndex(index, value).Select(o => o.Name);
}
