using BenchmarkDotNet.Attributes;
using KubeEmulator.Runtime;

namespace KubeEmulator.Benchmarks.Clusters;

/// <summary>What a test pays for its cluster: starting and ending one.</summary>
public class ClusterBenchmarks
{
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
}
