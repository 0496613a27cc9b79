using System.Globalization;
using System.Text;
using KubeEmulator.Benchmarks.Load;

namespace KubeEmulator.Benchmarks.Pipeline;

/// <summary>
/// <c>pipeline [--resource gadgets|configmaps] [--count N] [--rounds N] [--only WORD]</c>: what one request costs behind the connection: the
/// server's handler in this process, without Kestrel, TLS and a client. Processor time and bytes allocated per request, of its own
/// thread, and of the whole process with all controllers.
/// </summary>
internal static class PipelineCommand
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        var objects = Flag(arguments, "--resource") == "configmaps" ? LoadObjects.ConfigMaps : LoadObjects.Gadgets;
        var count = int.Parse(Flag(arguments, "--count") ?? "5000", CultureInfo.InvariantCulture);
        var rounds = int.Parse(Flag(arguments, "--rounds") ?? "5", CultureInfo.InvariantCulture);
        await using var cluster = await EmulatedCluster.StartAsync(new EmulatedClusterOptions());
        var run = new PipelineRun(cluster.Server, objects, count) { Only = Flag(arguments, "--only") };
        if (objects == LoadObjects.Gadgets)
        {
            await run.CallAsync("POST", "/apis/apiextensions.k8s.io/v1/customresourcedefinitions", Encoding.UTF8.GetBytes(LoadObjects.Definition));
            await cluster.QuietAsync();
        }

        IReadOnlyList<PipelineResult> last = [];
        for (var round = 0; round < rounds; round++)
        {
            last = await run.RoundAsync();
            await cluster.QuietAsync();
        }

        Console.WriteLine($"{objects.Resource}, {count} objects, round {rounds}");
        Console.WriteLine("| what | µs | bytes | µs of the process | bytes of the process | µs of collections |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (var r in last)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {r.What} | {r.Microseconds:0.0} | {r.Bytes:#,0} | {r.ProcessMicroseconds:0.0} | {r.ProcessBytes:#,0} | {r.PauseMicroseconds:0.0} |"));
        }

        return 0;
    }

    private static string? Flag(string[] arguments, string name) =>
        Array.IndexOf(arguments, name) is >= 0 and var at && at + 1 < arguments.Length ? arguments[at + 1] : null;
}
