using KubeEmulator.Objects;
using KubeEmulator.Storage;
using static KubeEmulator.Core.Tests.Storage.StoreObjects;

namespace KubeEmulator.Core.Tests.Storage;

public sealed class ObjectStoreTests
{
    private readonly ObjectStore _store = new(StoreOptions.Default);

    [Fact]
    public void Create_NewKey_StampsTheRevision()
    {
        var committed = _store.Create(Pod("a"), "1");

        Assert.Equal(2, committed.Revision);
        Assert.Equal("2", committed.Object.Metadata.ResourceVersion);
        Assert.Same(committed.Object, _store.Current.Get(Pod("a")));
        Assert.Equal(2, _store.Current.Revision);
    }

    [Fact]
    public void Create_TakenKey_IsExistsAndChangesNothing()
    {
        var first = _store.Create(Pod("a"), "1").Object;

        var outcome = _store.Commit(new StoreWrite.Create(Pod("b"), Object(Pod("b"))), new StoreWrite.Create(Pod("a"), Object(Pod("a"))));

        Assert.Equal(new CommitOutcome.Exists(Pod("a"), first), outcome);
        Assert.Equal(2, _store.Current.Revision);
        Assert.Null(_store.Current.Get(Pod("b")));
    }

    [Fact]
    public void Replace_StaleRevision_IsConflictWithTheCurrentObject()
    {
        var old = _store.Create(Pod("a"), "1");
        var current = _store.Replace(Pod("a"), "2", old.Revision).Object;

        var outcome = _store.Commit(new StoreWrite.Replace(Pod("a"), Object(Pod("a"), "3"), old.Revision));

        Assert.Equal(new CommitOutcome.Conflict(Pod("a"), current), outcome);
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
        var created = _store.Create(Pod("a"), "1");
        using var cursor = _store.Following(Pods, created.Revision);

        _store.Commit(new StoreWrite.Delete(Pod("a"), created.Revision, Object(Pod("a"), "last")));

        var change = Assert.Single(cursor.Drain());
        Assert.Equal(ChangeType.Deleted, change.Type);
        Assert.Equal("last", change.Object.ValueOf());
        Assert.Equal("3", change.Object.Metadata.ResourceVersion);
        Assert.Same(created.Object, change.Previous);
        Assert.Null(_store.Current.Get(Pod("a")));
    }

    [Fact]
    public void Commit_SeveralWrites_ShareOneRevision()
    {
        _store.Create(Pod("a"));

        var outcome = _store.Commit(
            new StoreWrite.Create(Pod("b"), Object(Pod("b"))),
            new StoreWrite.Replace(Pod("a"), Object(Pod("a"), "2"), 2),
            new StoreWrite.Delete(Pod("b"), StoreWrite.AnyRevision));

        var committed = Assert.IsType<CommitOutcome.Committed>(outcome);
        Assert.Equal(["3", "3", "3"], committed.Objects.Select(o => o.Metadata.ResourceVersion));
        Assert.Equal([Pod("b"), Pod("a"), Pod("b")], _store.FollowingAll(2).Drain().Select(c => c.Key));
    }

    [Fact]
    public void List_Namespaces_AreOrderedAsEtcdsKeys()
    {
        foreach (var (ns, name) in new[] { ("a", "x"), ("a-b", "x"), ("a.b", "x"), ("b", "x"), ("a0", "x"), ("a", "y") })
        {
            _store.Create(Pod(name, ns));
        }

        Assert.Equal(["a-b/x", "a.b/x", "a/x", "a/y", "a0/x", "b/x"], _store.Current.List(Pods).Select(o => $"{o.Namespace}/{o.Name}"));
        Assert.Equal(["x", "y"], _store.Current.List(Pods, "a").Select(o => o.Name));
        Assert.Equal(2, _store.Current.Count(Pods, "a"));
        Assert.Equal(["a/y", "a0/x", "b/x"], _store.Current.List(Pods, null, "a/x").Select(o => $"{o.Namespace}/{o.Name}"));
        Assert.Equal(["y"], _store.Current.List(Pods, "a", "a/x").Select(o => o.Name));
        Assert.Equal(["b/x"], _store.Current.List(Pods, null, "a0/zz").Select(o => $"{o.Namespace}/{o.Name}"));
    }

    [Fact]
    public void List_ClusterScoped_IsOrderedByName()
    {
        foreach (var name in new[] { "node", "node-1", "node.1", "n" })
        {
            _store.Create(new ObjectKey(Nodes, "", name));
        }

        Assert.Equal(["n", "node", "node-1", "node.1"], _store.Current.List(Nodes).Select(o => o.Name));
        Assert.Equal(["node-1", "node.1"], _store.Current.List(Nodes, "", "node").Select(o => o.Name));
    }

    [Fact]
    public void List_Page_CarriesItsPathAndWhatRemains()
    {
        for (var i = 0; i < 100; i++)
        {
            _store.Create(Pod($"p{i:d3}"));
        }

        var rest = _store.Current.List(Pods, "default", "default/p009");
        var page = rest.Take(10);

        Assert.Equal(90, rest.Count);
        Assert.Equal("default/p019", page.PathAt(page.Count - 1));
        Assert.Equal("p010", page[0].Name);
        Assert.Equal(80, rest.Skip(10).Count);
    }

    [Fact]
    public void ResourceRevision_OtherResourcesChange_Stays()
    {
        _store.Create(Pod("a"));
        _store.Create(new ObjectKey(Nodes, "", "n"));

        Assert.Equal(2, _store.Current.ResourceRevision(Pods));
        Assert.Equal(3, _store.Current.ResourceRevision(Nodes));
        Assert.Equal(0, _store.Current.ResourceRevision(Widgets));
    }

    [Fact]
    public void At_KeptRevisions_GivesTheContentsOfThen()
    {
        _store.Create(Pod("a"), "1");
        _store.Replace(Pod("a"), "2");
        _store.Delete(Pod("a"));

        Assert.Equal(["", "1", "2", ""], Enumerable.Range(1, 4).Select(r => _store.At(r)!.Get(Pod("a"))?.ValueOf() ?? ""));
        Assert.Null(_store.At(5));
        Assert.Null(_store.At(0));
    }
}
