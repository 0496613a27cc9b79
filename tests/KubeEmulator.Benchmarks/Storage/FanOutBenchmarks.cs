using BenchmarkDotNet.Attributes;
using KubeEmulator.Objects;
using KubeEmulator.Storage;

namespace KubeEmulator.Benchmarks.Storage;

/// <summary>One change that a thousand sleeping watchers are told of, until the last of them has it.</summary>
public class FanOutBenchmarks
{
    private const int Watchers = 1000;
    private static readonly ObjectKey Quiet = new("example.com", "widgets", "ns-0", "web-0001");
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _all = new(0);
    private ObjectStore _store = null!;
    private KubeObject[] _phases = null!;
    private int _told;
    private int _turn;

    [GlobalSetup]
    public void Fill()
    {
        _store = new ObjectStore(StoreOptions.Default);
        var pod = BenchmarkPods.Pod(1);
        _store.Commit(new StoreWrite.Create(BenchmarkPods.Key(1), pod));
        _phases = [BenchmarkPods.InPhase(pod, "Running"), BenchmarkPods.InPhase(pod, "Succeeded")];
        _store.Commit(new StoreWrite.Create(Quiet, pod));
        for (var i = 0; i < Watchers; i++)
        {
            _ = WatchAsync(((FollowOutcome.Following)_store.Follow(BenchmarkPods.Pods, 2)).Cursor);
        }
    }

    [GlobalCleanup]
    public void Stop() => _stop.Cancel();

    [Benchmark]
    public void OneChange()
    {
        _told = 0;
        _store.Commit(new StoreWrite.Replace(BenchmarkPods.Key(1), _phases[++_turn & 1], StoreWrite.AnyRevision));
        _all.Wait();
    }

    /// <summary>A change of another resource, while the thousand sleep on.</summary>
    [Benchmark]
    public CommitOutcome CommitElsewhere() =>
        _store.Commit(new StoreWrite.Replace(Quiet, _phases[++_turn & 1], StoreWrite.AnyRevision));

    private async Task WatchAsync(ChangeCursor cursor)
    {
        while (!cursor.IsCompacted)
        {
            await cursor.WaitAsync(_stop.Token).ConfigureAwait(false);
            while (cursor.TryNext(out _))
            {
                if (Interlocked.Increment(ref _told) == Watchers)
                {
                    _all.Release();
                }
            }
        }
    }
}
