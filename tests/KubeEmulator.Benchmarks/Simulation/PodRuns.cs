using KubeEmulator.Nodes;

namespace KubeEmulator.Benchmarks.Simulation;

/// <summary>Many pods on 1,000 nodes.</summary>
internal static class PodRuns
{
    private const string Path = "/api/v1/namespaces/default/pods";

    public static async Task<IReadOnlyList<SimulationRow>> TenThousandAsync()
    {
        const int count = 10_000;
        await using var cluster = await EmulatedCluster.StartAsync(new EmulatedClusterOptions { Nodes = [new NodeSpec { Count = 1000 }] });
        using var client = new SimulatedClient(cluster);
        var before = Meter.Live();
        var meter = new Meter();
        await RunAsync(client, count);
        var row = meter.Took("10,000 pods on 1,000 nodes, created to Running", "5 s", count);
        await cluster.QuietAsync();
        return [row, new("memory per pod, its events included", "", (Meter.Live() - before) / 1024.0 / count, "KiB")];
    }

    public static async Task<IReadOnlyList<SimulationRow>> HundredThousandAsync()
    {
        const int count = 100_000;
        await using var cluster = await EmulatedCluster.StartAsync(new EmulatedClusterOptions { Nodes = [new NodeSpec { Count = 1000 }] });
        using var client = new SimulatedClient(cluster);
        var meter = new Meter();
        await RunAsync(client, count);
        var row = meter.Took("100,000 pods on 1,000 nodes, created to Running", "", count);
        var live = Meter.Live();
        var resident = Environment.WorkingSet;
        var pages = new List<double>();
        for (var i = 0; i < 21; i++)
        {
            var page = new Meter();
            await client.GetAsync("/api/v1/pods?limit=500");
            pages.Add(page.Seconds * 1000);
        }

        return
        [
            row,
            new("100,000 pods: live memory", "1,500 MiB", live / 1024.0 / 1024, "MiB"),
            new("100,000 pods: resident after a collection", "1,500 MiB", resident / 1024.0 / 1024, "MiB"),
            new("100,000 pods: a page of 500, median", "5 ms", pages.Order().ElementAt(pages.Count / 2), "ms"),
        ];
    }

    /// <summary>Creates pods and waits until all of them run.</summary>
    public static async Task RunAsync(SimulatedClient client, int count)
    {
        await client.CreateAsync(Path, count, i => SimulatedObjects.Pod($"p{i}", SimulatedObjects.PodSpec, "web"));
        await client.WhenAllAsync("", "pods", "default", Enumerable.Range(0, count).Select(i => $"p{i}"), SimulatedClient.IsRunning);
    }
}
