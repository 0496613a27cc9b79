using System.Diagnostics;
using System.Globalization;
using KubeEmulator.Benchmarks.Simulation;
using KubeEmulator.Values;

namespace KubeEmulator.Benchmarks.Clusters;

/// <summary>
/// <c>clusters [N]</c>: so many clusters started, used and disposed one after the other, with the process' live memory, handles and threads
/// every hundred; then as many at once, and what an idle one weighs.
/// </summary>
internal static class ClustersCommand
{
    private static readonly MapValue Document = MapValue.Of(("apiVersion", "v1"), ("kind", "ConfigMap"), ("metadata", MapValue.Of(("name", "c"), ("namespace", "default"))));

    public static async Task<int> RunAsync(string[] arguments)
    {
        var count = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 1000;
        Console.WriteLine("| clusters | live MiB | handles | threads | ms each |");
        Console.WriteLine("|---|---|---|---|---|");
        await UseAsync();
        Print("1, disposed", TimeSpan.Zero, 1);
        for (var done = 0; done < count; done += 100)
        {
            var watch = Stopwatch.StartNew();
            for (var i = 0; i < 100; i++)
            {
                await UseAsync();
            }

            Print($"{done + 100} more, disposed", watch.Elapsed, 100);
        }

        var before = Meter.Live();
        var alive = new List<EmulatedCluster>(count);
        for (var done = 0; done < count; done += 100)
        {
            var watch = Stopwatch.StartNew();
            for (var i = 0; i < 100; i++)
            {
                alive.Add(await EmulatedCluster.StartAsync());
            }

            Print($"{done + 100} alive", watch.Elapsed, 100);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"an idle cluster: {(Meter.Live() - before) / 1024.0 / alive.Count:#,0} KiB"));
        foreach (var cluster in alive)
        {
            await cluster.DisposeAsync();
        }

        alive.Clear();
        Print("all disposed", TimeSpan.Zero, 1);
        return 0;
    }

    // As a test does: over HTTP, and waiting for controllers.
    private static async Task UseAsync()
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        using var client = new SimulatedClient(cluster);
        await client.CreateAsync("/api/v1/namespaces/default/configmaps", 1, _ => Document);
        await cluster.QuietAsync();
    }

    private static void Print(string what, TimeSpan took, int clusters)
    {
        var live = Meter.Live();
        using var process = Process.GetCurrentProcess();
        var handles = OperatingSystem.IsLinux() ? Directory.GetFileSystemEntries("/proc/self/fd").Length : process.HandleCount;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {live / 1048576.0:0.0} | {handles} | {process.Threads.Count} | {took.TotalMilliseconds / clusters:0.0} |"));
    }
}
