using KubeEmulator.Nodes;

namespace KubeEmulator.Benchmarks.Simulation;

/// <summary>Many nodes: how long until all are ready, what one keeps in memory, what they cost while nothing happens.</summary>
internal static class NodeRuns
{
    public static async Task<IReadOnlyList<SimulationRow>> FiveThousandAsync()
    {
        const int count = 5000;
        await using (await EmulatedCluster.StartAsync())
        {
            // What a process reads once is not what a node costs.
        }

        var before = Meter.Live();
        var meter = new Meter();
        await using var cluster = await EmulatedCluster.StartAsync(new EmulatedClusterOptions { Nodes = [new NodeSpec { Count = count }] });
        using var client = new SimulatedClient(cluster);
        await client.WhenAllAsync("", "nodes", "", Enumerable.Range(0, count).Select(i => $"node-{i}"), n => SimulatedClient.HasCondition(n, "Ready"));
        var ready = meter.Took("5,000 nodes Ready", "3 s", count);
        var perNode = (Meter.Live() - before) / (double)count;
        await Task.Delay(TimeSpan.FromSeconds(2));
        var idle = new Meter();
        await Task.Delay(TimeSpan.FromSeconds(20));
        var busy = idle.Processor / idle.Seconds * 100;
        return [ready, new("memory per node", "", perNode / 1024, "KiB"), new("processor while 5,000 nodes idle", "", busy, "% of a core")];
    }
}
