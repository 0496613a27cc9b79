using BenchmarkDotNet.Attributes;
using KubeEmulator.Benchmarks.Simulation;
using KubeEmulator.Runtime;
using KubeEmulator.State;
using KubeEmulator.Values;

namespace KubeEmulator.Benchmarks.Clusters;

/// <summary>Snapshot, fork, restore, reset, save and load of a cluster with so many ConfigMaps, all controllers at work.</summary>
public class StateBenchmarks
{
    private static readonly Dictionary<int, (EmulatedCluster Cluster, ClusterSnapshot Full, byte[] Saved)> Made = [];
    private EmulatedCluster _cluster = null!;
    private ClusterSnapshot _full = null!;
    private byte[] _saved = [];

    [Params(1000, 100_000)]
    public int Objects { get; set; }

    // Once for all benchmarks: filling it takes longer than they do.
    [GlobalSetup]
    public void Fill()
    {
        if (!Made.TryGetValue(Objects, out var made))
        {
            Made[Objects] = made = FillAsync(Objects).GetAwaiter().GetResult();
        }

        (_cluster, _full, _saved) = made;
        RestoreToRest();
    }

    [Benchmark]
    public ClusterSnapshot Snapshot() => _cluster.Snapshot();

    [Benchmark]
    public async Task ForkAndDispose()
    {
        await using var fork = _cluster.Fork();
    }

    [Benchmark]
    public void Restore() => _cluster.Restore(_full);

    // Until all controllers have looked at everything again.
    [Benchmark]
    public void RestoreToRest()
    {
        _cluster.Restore(_full);
        _cluster.QuietAsync().GetAwaiter().GetResult();
    }

    [Benchmark]
    public void Reset() => _cluster.Reset();

    [Benchmark]
    public Task<long> SaveFast() => SaveAsync(_cluster, StateFormat.Fast);

    [Benchmark]
    public Task<long> SaveYaml() => SaveAsync(_cluster, StateFormat.Yaml);

    [Benchmark]
    public async Task LoadFast()
    {
        using var stream = new MemoryStream(_saved);
        await _cluster.LoadAsync(stream);
    }

    private static async Task<(EmulatedCluster Cluster, ClusterSnapshot Full, byte[] Saved)> FillAsync(int objects)
    {
        var cluster = await EmulatedCluster.StartAsync(b => b.WithClock(ClusterClock.Manual()));
        using var client = new SimulatedClient(cluster);
        await client.CreateAsync("/api/v1/namespaces/default/configmaps", objects, i => MapValue.Of(
            ("apiVersion", "v1"), ("kind", "ConfigMap"), ("metadata", MapValue.Of(("name", $"c{i}"))), ("data", MapValue.Of(("key", $"value {i}")))));
        await cluster.QuietAsync();
        using var stream = new MemoryStream();
        await cluster.SaveAsync(stream, StateFormat.Fast);
        return (cluster, cluster.Snapshot(), stream.ToArray());
    }

    private static async Task<long> SaveAsync(EmulatedCluster cluster, StateFormat format)
    {
        using var stream = new MemoryStream();
        await cluster.SaveAsync(stream, format);
        return stream.Length;
    }
}
