using KubeEmulator.Values;

namespace KubeEmulator.Benchmarks.Simulation;

/// <summary>Snapshot, restore and fork of 100,000 objects.</summary>
internal static class StateRuns
{
    public static async Task<IReadOnlyList<SimulationRow>> RunAsync()
    {
        const int count = 100_000;
        await using var cluster = await EmulatedCluster.StartAsync(new EmulatedClusterOptions { ApiOnly = true });
        using var client = new SimulatedClient(cluster);
        await client.CreateAsync("/api/v1/namespaces/default/configmaps", count, i => MapValue.Of(
            ("apiVersion", "v1"), ("kind", "ConfigMap"), ("metadata", MapValue.Of(("name", $"c{i}"))), ("data", MapValue.Of(("key", $"value {i}")))));
        var (forks, restores) = (new List<double>(), new List<double>());
        for (var i = 0; i < 21; i++)
        {
            var fork = new Meter();
            await using var copy = cluster.Fork();
            forks.Add(fork.Seconds * 1000);
            var kept = cluster.Snapshot();
            await cluster.Objects.DeleteAsync("configmap", $"c{i}");
            var restore = new Meter();
            cluster.Restore(kept);
            restores.Add(restore.Seconds * 1000);
        }

        return [new("fork of 100,000 objects, median", "1 ms", Median(forks), "ms"), new("restore of 100,000 objects, median", "1 ms", Median(restores), "ms")];
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
