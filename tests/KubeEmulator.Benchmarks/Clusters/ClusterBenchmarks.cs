using BenchmarkDotNet.Attributes;
using KubeEmulator.Runtime;
using KubeEmulator.State;

namespace KubeEmulator.Benchmarks.Clusters;

/// <summary>What a test pays for its cluster: starting one, forking one with 100 pods, going back, saving and loading.</summary>
public class ClusterBenchmarks
{
    private EmulatedCluster _cluster = null!;
    private ClusterSnapshot _full = null!;
    private byte[] _saved = [];

    [GlobalSetup]
    public void Deploy() => DeployAsync().GetAwaiter().GetResult();

    [GlobalCleanup]
    public void End() => _cluster.DisposeAsync().AsTask().GetAwaiter().GetResult();

    [Benchmark]
    public async Task StartApiOnly()
    {
        await using var cluster = await EmulatedCluster.StartAsync(b => b.WithApiOnly());
    }

    [Benchmark]
    public async Task StartWithOneNode()
    {
        await using var cluster = await EmulatedCluster.StartAsync(b => b.WithClock(ClusterClock.Manual()));
    }

    [Benchmark]
    public async Task ForkOf100Pods()
    {
        await using var fork = _cluster.Fork();
    }

    [Benchmark]
    public async Task RestoreOf100Pods()
    {
        _cluster.Restore(_full);
        await _cluster.QuietAsync();
    }

    [Benchmark]
    public async Task<long> SaveFast()
    {
        using var stream = new MemoryStream();
        await _cluster.SaveAsync(stream, StateFormat.Fast);
        return stream.Length;
    }

    [Benchmark]
    public async Task LoadFast()
    {
        using var stream = new MemoryStream(_saved);
        await _cluster.LoadAsync(stream);
    }

    private async Task DeployAsync()
    {
        await using var origin = await EmulatedCluster.StartAsync(b => b.WithNodes(3).WithClock(ClusterClock.Manual()));
        await origin.Objects.ApplyAsync("""
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              replicas: 100
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec: {containers: [{name: web, image: nginx}]}
            """);
        await origin.Objects.WaitForReadyAsync("Deployment", "web");
        using var stream = new MemoryStream();
        await origin.SaveAsync(stream, StateFormat.Fast);
        _saved = stream.ToArray();
        _cluster = origin.Fork();
        _full = _cluster.Snapshot();
    }
}
