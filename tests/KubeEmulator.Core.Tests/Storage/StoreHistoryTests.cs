using System.Runtime.CompilerServices;
using KubeEmulator.Objects;
using KubeEmulator.Storage;
using KubeEmulator.Values;
using static KubeEmulator.Core.Tests.Storage.StoreObjects;

namespace KubeEmulator.Core.Tests.Storage;

public sealed class StoreHistoryTests
{
    [Fact]
    public void Snapshots_Bound_ForgetsTheOldest()
    {
        var store = new ObjectStore(new StoreOptions { Snapshots = 10 });
        for (var i = 0; i < 50; i++)
        {
            store.Create(Pod($"p{i}"));
        }

        Assert.Equal(51, store.Current.Revision);
        Assert.Equal(41, store.CompactedRevision);
        Assert.Null(store.At(41));
        Assert.Equal(41, store.At(42)!.Count(Pods));
        Assert.IsType<FollowOutcome.Compacted>(store.FollowAll(40));
        Assert.Equal(9, store.FollowingAll(42).Drain().Count);
        // The resource's own changes go further back.
        Assert.Equal(50, store.Following(Pods, 1).Drain().Count);
    }

    [Fact]
    public void HistoryBytes_Churn_StaysWithinAndSparesQuietResources()
    {
        var store = new ObjectStore(new StoreOptions { HistoryBytes = 200_000 });
        store.Create(new ObjectKey(Nodes, "", "n"));
        store.Create(Pod("big"));
        var text = new string('x', 10_000);
        for (var i = 0; i < 100; i++)
        {
            store.Replace(Pod("big"), text + i);
        }

        // Some 20 KB each: no more than ten old states are kept, and the newest always is.
        Assert.InRange(store.Current.Revision - store.CompactedRevision, 2, 12);
        Assert.IsType<FollowOutcome.Compacted>(store.Follow(Pods, store.Current.Revision - 15));
        Assert.NotEmpty(store.Following(Pods, store.Current.Revision - 5).Drain());
        Assert.Single(store.Following(Nodes, 1).Drain());
    }

    [Fact]
    public void HistoryBytes_OneChangeTooLarge_IsStillCommitted()
    {
        var store = new ObjectStore(new StoreOptions { HistoryBytes = 1000 });
        store.Create(Pod("a"), new string('x', 10_000));
        store.Replace(Pod("a"), new string('y', 10_000));

        Assert.Equal(3, store.Current.Revision);
        Assert.Same(store.Current, store.At(3));
        Assert.NotNull(store.Current.Get(Pod("a")));
    }

    [Fact]
    public void Churn_ManyRevisions_FreesTheOldOnes()
    {
        var store = new ObjectStore(new StoreOptions { Snapshots = 100, ChangesPerResource = 100 });
        var old = CreateFirst(store);
        for (var i = 0; i < 1000; i++)
        {
            store.Replace(Pod("a"), $"{i}");
        }

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        Assert.False(old.TryGetTarget(out _));
        GC.KeepAlive(store);
    }

    [Fact]
    public void Unshared_StatusChange_CountsThePathOnly()
    {
        var pod = Object(Pod("a"), new string('x', 5000));
        var changed = pod.WithStatus(MapValue.Of(("phase", StringValue.Of("Running"))));

        Assert.InRange(HistoryWeight.Of(pod, changed), 1, 400);
        Assert.InRange(HistoryWeight.Of(pod, Object(Pod("a"))), 10_000, 12_000);
        Assert.InRange(HistoryWeight.Of(null, pod), 1, 400);
    }

    // A method of its own, so that no local of the test keeps the object.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference<KubeObject> CreateFirst(ObjectStore store) => new(store.Create(Pod("a"), "0").Object);
}
