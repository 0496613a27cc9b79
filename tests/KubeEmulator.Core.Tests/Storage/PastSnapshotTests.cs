using KubeEmulator.Storage;
using static KubeEmulator.Core.Tests.Storage.StoreObjects;

namespace KubeEmulator.Core.Tests.Storage;

/// <summary>Old snapshots that are made again; their contents under random traffic are judged by the model's tests.</summary>
public sealed class PastSnapshotTests
{
    [Theory]
    [InlineData(1, 100)]
    [InlineData(2, 100)]
    [InlineData(7, 30)]
    [InlineData(256, 1000)]
    [InlineData(64, 10)]
    public void At_EveryRevisionOfTheWindow_IsTheSnapshotThatWas(int step, int window)
    {
        var store = new ObjectStore(new StoreOptions { SnapshotStep = step, Snapshots = window });
        List<Snapshot> all = [store.Current];
        var random = new Random(step);
        for (var i = 0; i < 600; i++)
        {
            var name = $"p{random.Next(50)}";
            StoreWrite write = store.Current.Get(Pod(name)) is null ? new StoreWrite.Create(Pod(name), Object(Pod(name), $"{i}", $"u{name}", node: $"n{i % 5}"))
                : random.Next(3) == 0 ? new StoreWrite.Delete(Pod(name), StoreWrite.AnyRevision)
                : new StoreWrite.Replace(Pod(name), Object(Pod(name), $"{i}", $"u{name}", node: $"n{i % 5}"), StoreWrite.AnyRevision);
            Assert.IsType<CommitOutcome.Committed>(store.Commit(write, new StoreWrite.Create(new(Nodes, "", $"n{i}"), Object(new(Nodes, "", $"n{i}")))));
            all.Add(store.Current);
        }

        Assert.Equal(Math.Max(601 - window, 0), store.CompactedRevision);
        Assert.All(all, was =>
        {
            var again = store.At(was.Revision);
            Assert.Equal(was.Revision > store.CompactedRevision, again is not null);
            if (again is not null)
            {
                AssertSame(was, again);
            }
        });
    }

    [Fact]
    public void At_SeveralChangesOfACommit_AreMadeAgainTogether()
    {
        var store = new ObjectStore(StoreOptions.Default);
        store.Create(Pod("a"), "1");
        store.Commit(new StoreWrite.Replace(Pod("a"), Object(Pod("a"), "2"), 2), new StoreWrite.Create(Pod("b"), Object(Pod("b"))));
        store.Commit(new StoreWrite.Delete(Pod("a"), 3), new StoreWrite.Delete(Pod("b"), 3));

        Assert.Equal(["1"], store.At(2)!.List(Pods).Select(p => p.ValueOf()));
        Assert.Equal(["2", null], store.At(3)!.List(Pods).Select(p => p.ValueOf()));
        Assert.Empty(store.At(4)!.List(Pods));
    }

    [Fact]
    public void At_AskedAgain_IsNotMadeTwice()
    {
        var store = new ObjectStore(StoreOptions.Default);
        store.Create(Pod("a"));
        store.Create(Pod("b"));
        store.Create(Pod("c"));

        Assert.Same(store.At(3), store.At(3));
    }

    [Fact]
    public void Hold_ReadPageByPage_IsThatSnapshotUntilItsRevisionIsCompacted()
    {
        var store = new ObjectStore(StoreOptions.Default);
        store.Create(Pod("a"));
        var page = store.Current;
        store.Hold(page);
        store.Create(Pod("b"));
        store.Create(Pod("c"));

        Assert.Same(page, store.At(2));
        store.Compact(2);
        Assert.Null(store.At(2));
        Assert.Equal(2, store.At(3)!.Count(Pods));
    }

    [Fact]
    public async Task At_WhileTheWindowMovesOn_IsWholeOrGone()
    {
        var store = new ObjectStore(new StoreOptions { Snapshots = 40, SnapshotStep = 16 });
        var writer = Task.Run(() =>
        {
            for (var i = 0; i < 4000; i++)
            {
                store.Create(Pod($"p{i}"));
            }
        });

        var random = new Random(1);
        while (!writer.IsCompleted)
        {
            var revision = store.Current.Revision - random.Next(42);
            Assert.True(store.At(revision) is not { } then || then.Count(Pods) == revision - 1);
        }

        await writer;
    }

    private static void AssertSame(Snapshot was, Snapshot again)
    {
        Assert.Equal(was.Revision, again.Revision);
        Assert.Equal(was.Resources, again.Resources);
        foreach (var resource in was.Resources)
        {
            // The very objects: what is made again costs no second copy of them.
            Assert.Equal(was.ResourceRevision(resource), again.ResourceRevision(resource));
            Assert.True(was.List(resource).SequenceEqual(again.List(resource), ReferenceEqualityComparer.Instance));
        }

        for (var i = 0; i < 50; i++)
        {
            Assert.Same(was.ByUid($"up{i}"), again.ByUid($"up{i}"));
            Assert.Equal(was.ByIndex(StoreIndex.PodsByNode, $"n{i}"), again.ByIndex(StoreIndex.PodsByNode, $"n{i}"));
        }
    }
}
