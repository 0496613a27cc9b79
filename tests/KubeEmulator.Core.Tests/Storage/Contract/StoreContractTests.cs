using KubeEmulator.Objects;
using KubeEmulator.Storage;
using static KubeEmulator.Core.Tests.Storage.StoreObjects;

namespace KubeEmulator.Core.Tests.Storage.Contract;

/// <summary>What every store promises; run against the store and against the model that checks it.</summary>
public abstract class StoreContractTests
{
    private readonly IContractStore _store;

    private protected StoreContractTests(IContractStore store) => _store = store;

    [Fact]
    public void Create_NewKey_StampsTheRevision()
    {
        var committed = Create(_store, Pod("a"), "1");

        Assert.Equal(2, committed.Revision);
        Assert.Equal("2", committed.Object.Metadata.ResourceVersion);
        Assert.Same(committed.Object, _store.Now.Get(Pod("a")));
        Assert.Equal(2, _store.Now.Revision);
    }

    [Fact]
    public void Create_TakenKey_IsExistsAndChangesNothing()
    {
        var first = Create(_store, Pod("a"), "1").Object;

        var outcome = _store.Commit(new StoreWrite.Create(Pod("b"), Object(Pod("b"))), new StoreWrite.Create(Pod("a"), Object(Pod("a"))));

        Assert.Equal(new CommitOutcome.Exists(Pod("a"), first), outcome);
        Assert.Equal(2, _store.Now.Revision);
        Assert.Null(_store.Now.Get(Pod("b")));
        Assert.Empty(_store.ChangesAfter(null, 2)!);
    }

    [Fact]
    public void Replace_StaleRevision_IsConflictWithTheCurrentObject()
    {
        var old = Create(_store, Pod("a"), "1");
        var current = Replace(_store, Pod("a"), "2", old.Revision).Object;

        var outcome = _store.Commit(new StoreWrite.Replace(Pod("a"), Object(Pod("a"), "3"), old.Revision));

        Assert.Equal(new CommitOutcome.Conflict(Pod("a"), current), outcome);
    }

    [Fact]
    public void Delete_StaleRevision_IsConflictWithTheCurrentObject()
    {
        Create(_store, Pod("a"), "1");
        var current = Replace(_store, Pod("a"), "2", 2).Object;

        Assert.Equal(new CommitOutcome.Conflict(Pod("a"), current), _store.Commit(new StoreWrite.Delete(Pod("a"), 2)));
    }

    [Fact]
    public void ReplaceAndDelete_NoSuchObject_AreMissing()
    {
        Assert.Equal(new CommitOutcome.Missing(Pod("a")), _store.Commit(new StoreWrite.Replace(Pod("a"), Object(Pod("a")), StoreWrite.AnyRevision)));
        Assert.Equal(new CommitOutcome.Missing(Pod("a")), _store.Commit(new StoreWrite.Delete(Pod("a"), StoreWrite.AnyRevision)));
    }

    [Fact]
    public void Delete_GivenLastState_TellsWatchersThatStateAtTheDeletionsRevision()
    {
        var created = Create(_store, Pod("a"), "1");

        _store.Commit(new StoreWrite.Delete(Pod("a"), created.Revision, Object(Pod("a"), "last")));

        var change = Assert.Single(_store.ChangesAfter(Pods, created.Revision)!);
        Assert.Equal((ChangeType.Deleted, 3), (change.Type, change.Revision));
        Assert.Equal("last", change.Object.ValueOf());
        Assert.Equal("3", change.Object.Metadata.ResourceVersion);
        Assert.Same(created.Object, change.Previous);
        Assert.Null(_store.Now.Get(Pod("a")));
    }

    [Fact]
    public void Commit_SeveralWrites_ShareOneRevision()
    {
        Create(_store, Pod("a"));

        var outcome = _store.Commit(
            new StoreWrite.Create(Pod("b"), Object(Pod("b"))),
            new StoreWrite.Replace(Pod("a"), Object(Pod("a"), "2"), 2),
            new StoreWrite.Delete(Pod("b"), StoreWrite.AnyRevision));

        var committed = Assert.IsType<CommitOutcome.Committed>(outcome);
        Assert.Equal(["3", "3", "3"], committed.Objects.Select(o => o.Metadata.ResourceVersion));
        Assert.Equal([Pod("b"), Pod("a"), Pod("b")], _store.ChangesAfter(null, 2)!.Select(c => c.Key));
    }

    [Fact]
    public void List_Namespaces_AreOrderedAsEtcdsKeys()
    {
        foreach (var (ns, name) in new[] { ("a", "x"), ("a-b", "x"), ("a.b", "x"), ("b", "x"), ("a0", "x"), ("a", "y") })
        {
            Create(_store, Pod(name, ns));
        }

        Assert.Equal(["a-b/x", "a.b/x", "a/x", "a/y", "a0/x", "b/x"], Paths(_store.Now.List(Pods)));
        Assert.Equal(["a/x", "a/y"], Paths(_store.Now.List(Pods, "a")));
        Assert.Equal(["a/y", "a0/x", "b/x"], Paths(_store.Now.List(Pods, null, "a/x")));
        Assert.Equal(["a/y"], Paths(_store.Now.List(Pods, "a", "a/x")));
        Assert.Equal(["b/x"], Paths(_store.Now.List(Pods, null, "a0/zz")));
        Assert.Empty(_store.Now.List(Pods, "a", "b/x"));
        Assert.Empty(_store.Now.List(Pods, "c"));
    }

    [Fact]
    public void List_ClusterScoped_IsOrderedByName()
    {
        foreach (var name in new[] { "node", "node-1", "node.1", "n" })
        {
            Create(_store, new ObjectKey(Nodes, "", name));
        }

        Assert.Equal(["n", "node", "node-1", "node.1"], _store.Now.List(Nodes).Select(o => o.Name));
        Assert.Equal(["node-1", "node.1"], _store.Now.List(Nodes, "", "node").Select(o => o.Name));
    }

    [Fact]
    public void ResourceRevision_OtherResourcesChange_Stays()
    {
        Create(_store, Pod("a"));
        Create(_store, new ObjectKey(Nodes, "", "n"));

        Assert.Equal(2, _store.Now.ResourceRevision(Pods));
        Assert.Equal(3, _store.Now.ResourceRevision(Nodes));
        Assert.Equal(0, _store.Now.ResourceRevision(Widgets));
    }

    [Fact]
    public void At_KeptRevisions_GivesTheContentsOfThen()
    {
        Create(_store, Pod("a"), "1");
        Replace(_store, Pod("a"), "2");
        _store.Commit(new StoreWrite.Delete(Pod("a"), StoreWrite.AnyRevision));

        Assert.Equal(["", "1", "2", ""], Enumerable.Range(1, 4).Select(r => _store.At(r)!.Get(Pod("a"))?.ValueOf() ?? ""));
        Assert.Null(_store.At(5));
        Assert.Null(_store.At(0));
    }

    [Fact]
    public void ChangesAfter_Future_IsRefused() => Assert.Null(_store.ChangesAfter(Pods, 2));

    [Fact]
    public void Compact_Revision_EndsReadsAndWatchesAtAndBelow()
    {
        for (var i = 0; i < 5; i++)
        {
            Create(_store, Pod($"p{i}"));
        }

        _store.Compact(4);

        Assert.Null(_store.At(4));
        Assert.NotNull(_store.At(5));
        Assert.Null(_store.ChangesAfter(Pods, 4));
        Assert.Null(_store.ChangesAfter(Nodes, 4));
        Assert.Equal("p4", Assert.Single(_store.ChangesAfter(Pods, 5)!).Key.Name);
    }

    [Fact]
    public void Compact_BeyondTheCurrent_KeepsTheCurrent()
    {
        Create(_store, Pod("a"));

        _store.Compact(1000);

        Assert.NotNull(_store.At(2));
        Assert.Empty(_store.ChangesAfter(Pods, 2)!);
    }

    [Fact]
    public void Fork_BothWrite_NeitherSeesTheOther()
    {
        Create(_store, Pod("a"), "1");
        var fork = _store.Fork();

        Replace(_store, Pod("a"), "here");
        Replace(fork, Pod("a"), "there");

        Assert.Equal(("here", "there"), (_store.Now.Get(Pod("a"))!.ValueOf(), fork.Now.Get(Pod("a"))!.ValueOf()));
        Assert.Equal("there", Assert.Single(fork.ChangesAfter(Pods, 2)!).Object.ValueOf());
        Assert.Null(fork.ChangesAfter(Pods, 1));
        Assert.Empty(fork.ChangesAfter(Nodes, 1)!);
        Assert.Null(fork.At(1));
        Assert.Equal("1", fork.At(2)!.Get(Pod("a"))!.ValueOf());
    }

    [Fact]
    public void Restore_OlderView_BringsItsContentsAtAHigherRevision()
    {
        Create(_store, Pod("a"), "1");
        var then = _store.Now;
        Replace(_store, Pod("a"), "2");
        Create(_store, new ObjectKey(Nodes, "", "n"));

        _store.Restore(then);

        Assert.Equal(5, _store.Now.Revision);
        Assert.Equal("1", _store.Now.Get(Pod("a"))!.ValueOf());
        Assert.Empty(_store.Now.List(Nodes));
        Assert.Equal(5, _store.Now.ResourceRevision(Nodes));
        Assert.Null(_store.At(4));
        Assert.Null(_store.ChangesAfter(Widgets, 4));
        Assert.Equal(6, Create(_store, Pod("b")).Revision);
        Assert.Single(_store.ChangesAfter(Pods, 5)!);
    }

    private static CommitOutcome.Committed Create(IContractStore store, ObjectKey key, string? value = null) =>
        Assert.IsType<CommitOutcome.Committed>(store.Commit(new StoreWrite.Create(key, Object(key, value))));

    private static CommitOutcome.Committed Replace(IContractStore store, ObjectKey key, string? value = null, long expected = StoreWrite.AnyRevision) =>
        Assert.IsType<CommitOutcome.Committed>(store.Commit(new StoreWrite.Replace(key, Object(key, value), expected)));

    private static IEnumerable<string> Paths(IEnumerable<KubeObject> objects) => objects.Select(o => $"{o.Namespace}/{o.Name}");
}
