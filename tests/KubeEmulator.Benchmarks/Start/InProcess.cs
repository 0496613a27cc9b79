using System.Diagnostics;
using System.Globalization;
using KubeEmulator.Benchmarks.Simulation;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Benchmarks.Start;

/// <summary>The first and the next clusters of a process, as a test run has them: with controllers and a node, used over HTTP in memory.</summary>
internal static class InProcess
{
    private const int Next = 50;

    private static readonly string[] Rows =
    [
        "first cluster in a process: StartAsync",
        "to its first create answered",
        "to its first pod Running",
        "processor time of the process until then",
        $"next cluster: StartAsync (median of {Next})",
        "to its create answered",
        "to its pod Running",
        "to its end",
        "processor time of all that (mean)",
    ];

    private static readonly MapValue ConfigMap = MapValue.Of(("apiVersion", "v1"), ("kind", "ConfigMap"), ("metadata", MapValue.Of(("name", "c"), ("namespace", "default"))));

    private static readonly ObjectKey PodKey = new(new GroupResource("", "pods"), "default", "p");

    private static readonly MapValue Pod = MapValue.Of(
        ("apiVersion", "v1"),
        ("kind", "Pod"),
        ("metadata", MapValue.Of(("name", "p"), ("namespace", "default"))),
        ("spec", MapValue.Of(("containers", ListValue.Of(MapValue.Of(("name", "a"), ("image", "nginx")))))));

    /// <summary>Starts clusters in this process and prints the milliseconds of the first, and of one of the next.</summary>
    public static async Task PrintAsync()
    {
        var first = await UseAsync();
        var until = Environment.CpuUsage.TotalTime.TotalMilliseconds;
        var next = new List<double[]>();
        for (var i = 0; i < Next; i++)
        {
            next.Add(await UseAsync());
        }

        var each = (Environment.CpuUsage.TotalTime.TotalMilliseconds - until) / Next;
        double[] values = [.. first[..3], until, .. Enumerable.Range(0, 4).Select(step => next.Select(n => n[step]).Order().ElementAt(Next / 2)), each];
        Console.WriteLine(string.Join(' ', values.Select(v => v.ToString(CultureInfo.InvariantCulture))));
    }

    /// <summary>The same in a process of its own.</summary>
    public static async Task<(string What, double Value, string Unit)[]> ApartAsync()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        }

        start.ArgumentList.Add("start");
        start.ArgumentList.Add("--here");
        using var process = Process.Start(start)!;
        var values = (await process.StandardOutput.ReadToEndAsync()).Split(' ').Select(v => double.Parse(v, CultureInfo.InvariantCulture)).ToArray();
        await process.WaitForExitAsync();
        return [.. Rows.Zip(values, (what, value) => (what, value, "ms"))];
    }

    private static async Task<double[]> UseAsync()
    {
        var watch = Stopwatch.StartNew();
        var cluster = await EmulatedCluster.StartAsync();
        var started = watch.Elapsed;
        TimeSpan created;
        TimeSpan runs;
        await using (cluster)
        {
            using var client = new SimulatedClient(cluster);
            await client.CreateAsync("/api/v1/namespaces/default/configmaps", 1, _ => ConfigMap);
            created = watch.Elapsed;
            await client.CreateAsync("/api/v1/namespaces/default/pods", 1, _ => Pod);
            await cluster.QuietAsync();
            runs = watch.Elapsed;
            if (cluster.Snapshot().Objects.Get(PodKey) is not { } pod || !SimulatedClient.IsRunning(pod))
            {
                throw new InvalidOperationException("The pod does not run.");
            }
        }

        return [started.TotalMilliseconds, created.TotalMilliseconds, runs.TotalMilliseconds, watch.Elapsed.TotalMilliseconds];
    }
}
