using System.Globalization;
using KubeEmulator.Storage;
using static KubeEmulator.Core.Tests.Storage.StoreObjects;

namespace KubeEmulator.Core.Tests.Storage;

/// <summary>Real threads against one store. What they see must hold whatever their timing.</summary>
public sealed class StoreConcurrencyTests
{
    private const int Writes = 3000;

    [Fact]
    public async Task Current_TwoObjectsWrittenTogether_AreNeverSeenApart()
    {
        var store = new ObjectStore(StoreOptions.Default);
        store.Create(Pod("a"), "0");
        store.Create(Pod("b"), "0");
        var writer = Task.Run(() =>
        {
            for (var i = 1; i <= Writes; i++)
            {
                var value = i.ToString(CultureInfo.InvariantCulture);
                store.Commit(
                    new StoreWrite.Replace(Pod("a"), Object(Pod("a"), value), StoreWrite.AnyRevision),
                    new StoreWrite.Replace(Pod("b"), Object(Pod("b"), value), StoreWrite.AnyRevision));
            }
        });

        var reader = Task.Run(() =>
        {
            var last = 0L;
            while (!writer.IsCompleted)
            {
                var snapshot = store.Current;
                Assert.True(snapshot.Revision >= last);
                last = snapshot.Revision;
                Assert.Equal(snapshot.Get(Pod("a"))!.ValueOf(), snapshot.Get(Pod("b"))!.ValueOf());
                Assert.True(snapshot.Get(Pod("a"))!.Metadata.Revision <= snapshot.Revision);
                Assert.Equal(["a", "b"], snapshot.List(Pods).Select(p => p.Name));
            }
        });

        await Task.WhenAll(writer, reader);
    }

    [Fact]
    public async Task Replace_ManyWriters_LoseNoIncrement()
    {
        var store = new ObjectStore(StoreOptions.Default);
        store.Create(Pod("counter"), "0");

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var done = 0; done < 500;)
            {
                var current = store.Current.Get(Pod("counter"))!;
                var next = int.Parse(current.ValueOf()!, CultureInfo.InvariantCulture) + 1;
                var outcome = store.Commit(new StoreWrite.Replace(
                    Pod("counter"), Object(Pod("counter"), next.ToString(CultureInfo.InvariantCulture)), current.Metadata.Revision));
                done += outcome is CommitOutcome.Committed ? 1 : 0;
            }
        })));

        Assert.Equal("2000", store.Current.Get(Pod("counter"))!.ValueOf());
        Assert.Equal(2002, store.Current.Revision);
    }

    [Fact]
    public async Task Cursors_WhileWritersCommit_MissNothingAndRepeatNothing()
    {
        var store = new ObjectStore(new StoreOptions { ChangesPerResource = 100_000, Snapshots = 100_000 });
        const int Writers = 3;
        const long End = 1 + (Writers * Writes);
        var watchers = Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
        {
            using var cursor = i % 2 == 0 ? store.FollowingAll(1) : store.Following(Pods, 1);
            List<long> revisions = [];
            while (cursor.Position < End)
            {
                await cursor.WaitAsync();
                while (cursor.TryNext(out var change))
                {
                    // Who sees a change finds it, or a later state, in Current.
                    Assert.True(store.Current.Revision >= change.Revision);
                    revisions.Add(change.Revision);
                }
            }

            Assert.False(cursor.IsCompacted);
            return revisions;
        })).ToArray();

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(w => Task.Run(() =>
        {
            for (var i = 0; i < Writes; i++)
            {
                store.Create(Pod($"p{w}-{i}"));
            }
        })));

        foreach (var revisions in await Task.WhenAll(watchers))
        {
            Assert.Equal(Enumerable.Range(2, Writers * Writes).Select(r => (long)r), revisions);
        }
    }

    [Fact]
    public async Task Cursor_RingOverrun_NeverDeliversAWrongChange()
    {
        var store = new ObjectStore(new StoreOptions { ChangesPerResource = 4 });
        store.Create(Pod("a"), "0");
        var writer = Task.Run(() =>
        {
            for (var i = 1; i <= Writes * 3; i++)
            {
                store.Replace(Pod("a"), i.ToString(CultureInfo.InvariantCulture));
            }
        });

        while (!writer.IsCompleted)
        {
            using var cursor = store.Follow(Pods, store.Current.Revision) is FollowOutcome.Following f ? f.Cursor : null;
            var last = 0L;
            while (cursor is not null && !writer.IsCompleted && !cursor.IsCompacted)
            {
                if (cursor.TryNext(out var change))
                {
                    Assert.True(last == 0 || change.Revision == last + 1);
                    Assert.Equal(change.Revision, change.Object.Metadata.Revision);
                    last = change.Revision;
                }
            }
        }

        await writer;
    }

    [Fact]
    public async Task WaitAsync_CancelledAtRandom_NeverSleepsThroughAChange()
    {
        var store = new ObjectStore(StoreOptions.Default);
        var watchers = Enumerable.Range(0, 16).Select(i => Task.Run(async () =>
        {
            using var cursor = store.Following(Pods, 1);
            var random = new Random(i);
            var seen = 0;
            while (seen < 500)
            {
                using var stop = new CancellationTokenSource();
                var wait = cursor.WaitAsync(stop.Token).AsTask();
                if (random.Next(2) == 0)
                {
                    await stop.CancelAsync();
                }

                try
                {
                    await wait;
                }
                catch (OperationCanceledException)
                {
                    // The next wait goes on where this one was cut short.
                }

                seen += cursor.Drain().Count;
            }

            return seen;
        })).ToArray();

        for (var i = 0; i < 500; i++)
        {
            store.Create(Pod($"p{i}"));
            await Task.Yield();
        }

        Assert.All(await Task.WhenAll(watchers), seen => Assert.Equal(500, seen));
    }
}
