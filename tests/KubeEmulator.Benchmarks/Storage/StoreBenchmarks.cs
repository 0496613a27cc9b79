using BenchmarkDotNet.Attributes;
using KubeEmulator.Objects;
using KubeEmulator.Storage;

namespace KubeEmulator.Benchmarks.Storage;

/// <summary>What the store does all day, among 100,000 pods.</summary>
public class StoreBenchmarks
{
    private const int Size = 100_000;
    private static readonly ObjectKey SomeKey = BenchmarkPods.Key(54_321);
    private ObjectStore _store = null!;
    private KubeObject[] _phases = null!;
    private Snapshot _snapshot = null!;
    private int _turn;

    [GlobalSetup]
    public void Fill()
    {
        _store = new ObjectStore(StoreOptions.Default);
        for (var i = 0; i < Size; i++)
        {
            _store.Commit(new StoreWrite.Create(BenchmarkPods.Key(i), BenchmarkPods.Pod(i)));
        }

        _snapshot = _store.Current;
        _phases = [BenchmarkPods.InPhase(_snapshot.Get(SomeKey)!, "Running"), BenchmarkPods.InPhase(_snapshot.Get(SomeKey)!, "Succeeded")];
    }

    [Benchmark]
    public CommitOutcome ReplaceStatus() => _store.Commit(new StoreWrite.Replace(SomeKey, _phases[++_turn & 1], StoreWrite.AnyRevision));

    [Benchmark(OperationsPerInvoke = 2)]
    public CommitOutcome CreateAndDelete()
    {
        var key = SomeKey with { Name = "web-0500x" };
        _store.Commit(new StoreWrite.Create(key, _phases[0]));
        return _store.Commit(new StoreWrite.Delete(key, StoreWrite.AnyRevision));
    }

    [Benchmark]
    public KubeObject? Get() => _store.Current.Get(SomeKey);

    [Benchmark]
    public KubeObject? ByUid() => _store.Current.ByUid(_phases[0].Metadata.Uid);

    [Benchmark]
    public int PodsOfNode()
    {
        var count = 0;
        foreach (var pod in _store.Current.ByIndex(StoreIndex.PodsByNode, "node-321"))
        {
            count++;
        }

        return count;
    }

    [Benchmark]
    public int List5000()
    {
        var count = 0;
        foreach (var pod in _store.Current.List(BenchmarkPods.Pods, null, "ns-50/web-0001").Take(5000))
        {
            count += pod.Root.Count;
        }

        return count;
    }

    [Benchmark]
    public int CountNamespace() => _store.Current.Count(BenchmarkPods.Pods, "ns-50");

    [Benchmark]
    public ObjectStore Fork() => _store.Fork();

    [Benchmark]
    public void Restore() => _store.Restore(_snapshot);
}
