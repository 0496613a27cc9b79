using System.Diagnostics;
using System.Globalization;

namespace KubeEmulator.Benchmarks.Start;

/// <summary>The first and the next clusters of a process, as a test run has them.</summary>
internal static class InProcess
{
    private const int Next = 20;

    /// <summary>Starts clusters in this process and prints the milliseconds of the first, and of one of the next.</summary>
    public static async Task PrintAsync()
    {
        var first = await StartAsync();
        var next = new List<double>();
        for (var i = 0; i < Next; i++)
        {
            next.Add(await StartAsync());
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{first} {next.Order().ElementAt(Next / 2)}"));
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
        return [("first cluster in a process", values[0], "ms"), ($"next cluster (median of {Next})", values[1], "ms")];
    }

    private static async Task<double> StartAsync()
    {
        var watch = Stopwatch.StartNew();
        await using var cluster = await EmulatedCluster.StartAsync();
        return watch.Elapsed.TotalMilliseconds;
    }
}
