using KubeEmulator.Storage;
using static KubeEmulator.Core.Tests.Storage.StoreObjects;

namespace KubeEmulator.Core.Tests.Storage;

public sealed class ChangeCursorTests
{
    private readonly ObjectStore _store = new(new StoreOptions { ChangesPerResource = 8 });

    [Fact]
    public void TryNext_Changes_AreDeliveredOnceAndInOrder()
    {
        using var cursor = _store.Following(Pods, 1);
        _store.Create(Pod("a"), "1");
        _store.Create(new(Nodes, "", "n"));
        _store.Replace(Pod("a"), "2");
        _store.Delete(Pod("a"));

        var changes = cursor.Drain();

        Assert.Equal([(2, ChangeType.Added), (4, ChangeType.Modified), (5, ChangeType.Deleted)], changes.Select(c => (c.Revision, c.Type)));
        Assert.Null(changes[0].Previous);
        Assert.Same(changes[0].Object, changes[1].Previous);
        Assert.Same(changes[1].Object, changes[2].Previous);
        Assert.False(cursor.TryNext(out _));
    }

    [Fact]
    public void Follow_MiddleOfHistory_StartsBehindTheRevision()
    {
        for (var i = 0; i < 6; i++)
        {
            _store.Create(Pod($"p{i}"));
        }

        for (var revision = 1; revision <= 7; revision++)
        {
            using var cursor = _store.Following(Pods, revision);
            Assert.Equal(Enumerable.Range(revision + 1, 7 - revision).Select(r => (long)r), cursor.Drain().Select(c => c.Revision));
        }
    }

    [Fact]
    public void Follow_Future_SaysSo() => Assert.Equal(new FollowOutcome.Future(1), _store.Follow(Pods, 2));

    [Fact]
    public void TryNext_TooSlow_FallsOffAlone()
    {
        using var slow = _store.Following(Pods, 1);
        using var quick = _store.Following(Pods, 1);
        using var quiet = _store.Following(Nodes, 1);
        for (var i = 0; i < 20; i++)
        {
            _store.Create(Pod($"p{i}"));
            Assert.Single(quick.Drain());
        }

        Assert.True(slow.IsCompacted);
        Assert.False(slow.TryNext(out _));
        var wait = slow.WaitAsync();
        Assert.True(wait.IsCompletedSuccessfully);
        Assert.False(quick.IsCompacted);
        Assert.False(quiet.IsCompacted);
        Assert.IsType<FollowOutcome.Compacted>(_store.Follow(Pods, 12));
        Assert.IsType<FollowOutcome.Following>(_store.Follow(Pods, 13));
        Assert.IsType<FollowOutcome.Following>(_store.Follow(Nodes, 1));
    }

    [Fact]
    public void Position_QuietResource_MovesOnWithTheStore()
    {
        using var cursor = _store.Following(Nodes, 1);
        _store.Create(Pod("a"));

        Assert.Equal(2, cursor.Position);
        _store.Create(new(Nodes, "", "n"));
        Assert.Equal(2, cursor.Position);
        cursor.Drain();
        Assert.Equal(3, cursor.Position);
    }

    [Fact]
    public void Position_CommitPartlyDelivered_StaysBelowIt()
    {
        using var cursor = _store.Following(Pods, 1);
        _store.Commit(new StoreWrite.Create(Pod("a"), Object(Pod("a"))), new StoreWrite.Create(Pod("b"), Object(Pod("b"))));

        Assert.True(cursor.TryNext(out _));
        Assert.Equal(1, cursor.Position);
        Assert.True(cursor.TryNext(out _));
        Assert.Equal(2, cursor.Position);
    }

    [Fact]
    public void TryNextBatch_SmallBuffer_IsFilledInTurn()
    {
        using var cursor = _store.Following(Pods, 1);
        for (var i = 0; i < 5; i++)
        {
            _store.Create(Pod($"p{i}"));
        }

        var buffer = new Change[3];
        Assert.Equal([3, 2, 0], Enumerable.Range(0, 3).Select(_ => cursor.TryNextBatch(buffer)));
    }

    [Fact]
    public async Task WaitAsync_Change_Completes()
    {
        using var cursor = _store.Following(Pods, 1);
        for (var i = 0; i < 3; i++)
        {
            var wait = cursor.WaitAsync();
            Assert.False(wait.IsCompleted);
            _store.Create(Pod($"p{i}"));
            await wait;
            Assert.Single(cursor.Drain());
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(200)]
    public async Task WaitAsync_ReadersThatGoOnAtOnce_AllSeeEveryChange(int readers)
    {
        const int Changes = 5;
        var cursors = Enumerable.Range(0, readers).Select(_ => _store.Following(Pods, 1)).ToArray();
        var seen = cursors.Select(async cursor =>
        {
            cursor.GoesOnAtOnce = true;
            for (var count = 0; count < Changes;)
            {
                await cursor.WaitAsync().ConfigureAwait(false);
                count += cursor.Drain().Count;
            }
        }).ToArray();

        for (var i = 0; i < Changes; i++)
        {
            _store.Create(Pod($"p{i}"));
        }

        await Task.WhenAll(seen);
    }

    [Fact]
    public async Task WaitAsync_ReaderThatGoesOnAtOnce_DoesNotDoSoOnWhoCancels()
    {
        using var cursor = _store.Following(Pods, 1);
        cursor.GoesOnAtOnce = true;
        using var stop = new CancellationTokenSource();
        var reader = Read();

        stop.Cancel();

        await Assert.ThrowsAsync<OperationCanceledException>(() => reader);
        return;

        async Task Read()
        {
            try
            {
                await cursor.WaitAsync(stop.Token).ConfigureAwait(false);
            }
            finally
            {
                Assert.DoesNotContain(nameof(CancellationTokenSource), new System.Diagnostics.StackTrace().ToString(), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void WaitAsync_OtherResourceChanges_SleepsOn()
    {
        using var cursor = _store.Following(Nodes, 1);
        var wait = cursor.WaitAsync();

        _store.Create(Pod("a"));

        Assert.False(wait.IsCompleted);
    }

    [Fact]
    public async Task WaitAsync_Cancelled_ThrowsAndMayWaitAgain()
    {
        using var cursor = _store.Following(Pods, 1);
        using var stop = new CancellationTokenSource();
        var wait = cursor.WaitAsync(stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(async () => await wait);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await cursor.WaitAsync(stop.Token));
        var again = cursor.WaitAsync();
        _store.Create(Pod("a"));
        await again;
    }

    [Fact]
    public async Task Dispose_WhileWaiting_CompletesTheWait()
    {
        var cursor = _store.Following(Pods, 1);
        var wait = cursor.WaitAsync();

        cursor.Dispose();

        await wait;
        Assert.False(cursor.TryNext(out _));
    }

    [Fact]
    public async Task Restore_WaitingCursors_EndAsCompacted()
    {
        _store.Create(Pod("a"));
        var then = _store.Current;
        using var pods = _store.Following(Pods, 2);
        using var nodes = _store.Following(Nodes, 2);
        using var all = _store.FollowingAll(2);
        var waits = new[] { pods, nodes, all }.Select(c => c.WaitAsync().AsTask()).ToArray();

        _store.Restore(then);

        await Task.WhenAll(waits);
        Assert.All([pods, nodes, all], c => Assert.True(c.IsCompacted));
    }

    [Fact]
    public void Compact_DrainedCursor_GoesOn()
    {
        using var cursor = _store.Following(Pods, 1);
        _store.Create(Pod("a"));
        _store.Create(Pod("b"));
        cursor.Drain();

        _store.Compact(2);
        _store.Create(Pod("c"));

        Assert.Equal("c", Assert.Single(cursor.Drain()).Key.Name);
    }
}
