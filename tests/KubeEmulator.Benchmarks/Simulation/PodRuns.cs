using System.Diagnostics;
using KubeEmulator.Nodes;
using KubeEmulator.Values;

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
        var (same, next) = await PagesAsync(client, count);
        return
        [
            row,
            new("100,000 pods: live memory", "1,500 MiB", live / 1024.0 / 1024, "MiB"),
            new("100,000 pods: resident after a collection", "1,500 MiB", resident / 1024.0 / 1024, "MiB"),
            new("100,000 pods: the same page of 500 again, median", "5 ms", same, "ms"),
            new("100,000 pods: the next page of 500, median", "5 ms", next, "ms"),
        ];
    }

    /// <summary>Milliseconds for the same page of 500 pods again and again, and for one after the other; medians.</summary>
    public static async Task<(double Same, double Next)> PagesAsync(SimulatedClient client, int count)
    {
        var (same, next) = (new List<double>(), new List<double>());
        var token = "";
        for (var i = 0; i < Math.Min(count / 500, 60); i++)
        {
            same.Add(await TimeAsync(() => client.GetAsync("/api/v1/pods?limit=500")));
            byte[] page = [];
            next.Add(await TimeAsync(async () => page = await client.ReadAsync($"/api/v1/pods?limit=500&continue={token}")));
            token = ((MapValue)Value.Parse(page)).Map("metadata")!.StringOrEmpty("continue");
        }

        return (Median(same), Median(next));
    }

    private static async Task<double> TimeAsync(Func<Task> act)
    {
        var started = Stopwatch.GetTimestamp();
        await act();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    /// <summary>Creates pods and waits until all of them run.</summary>
    public static async Task RunAsync(SimulatedClient client, int count)
    {
        await client.CreateAsync(Path, count, i => SimulatedObjects.Pod($"p{i}", SimulatedObjects.PodSpec, "web"));
        await client.WhenAllAsync("", "pods", "default", Enumerable.Range(0, count).Select(i => $"p{i}"), SimulatedClient.IsRunning);
    }
}
