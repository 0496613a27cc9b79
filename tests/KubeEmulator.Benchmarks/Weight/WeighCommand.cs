using System.Globalization;
using System.Text;
using KubeEmulator.Benchmarks.Load;
using KubeEmulator.Benchmarks.Pipeline;
using KubeEmulator.Benchmarks.Simulation;
using KubeEmulator.Nodes;
using KubeEmulator.Values;

namespace KubeEmulator.Benchmarks.Weight;

/// <summary>
/// <c>weigh pods|gadgets|configmaps [--count N] [--nodes N] [--types PART]</c>: creates so many objects over HTTP in memory, lets the cluster come
/// to rest, and says what of the live memory is held by whom.
/// </summary>
internal static class WeighCommand
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        var what = arguments.FirstOrDefault() ?? "pods";
        var count = int.Parse(Flag(arguments, "--count") ?? "10000", CultureInfo.InvariantCulture);
        var nodes = int.Parse(Flag(arguments, "--nodes") ?? (what == "pods" ? "1000" : "1"), CultureInfo.InvariantCulture);
        await using (await EmulatedCluster.StartAsync(new EmulatedClusterOptions()))
        {
            // What a process reads once is not what an object weighs.
        }

        await using var cluster = await EmulatedCluster.StartAsync(new EmulatedClusterOptions { Nodes = [new NodeSpec { Count = nodes }] });
        await cluster.QuietAsync();
        var before = Meter.Live();
        using var client = new SimulatedClient(cluster);
        await FillAsync(cluster, client, what, count);
        await cluster.QuietAsync();
        var live = Meter.Live();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}, {count}: live {Mebibytes(live)}, {Mebibytes(before)} before; {(live - before) / 1024.0 / count:0.00} KiB each; resident {Mebibytes(Environment.WorkingSet)}"));
        var weight = new ClusterWeight();
        weight.Weigh(cluster);
        Print(weight, count, live, Flag(arguments, "--types"));
        if (what == "pods" && count >= 500)
        {
            var (same, next) = await PodRuns.PagesAsync(client, count);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"a page of 500 pods: the same again {same:0.0} ms, the next one {next:0.0} ms (medians, the client included)"));
        }

        return 0;
    }

    private static async Task FillAsync(EmulatedCluster cluster, SimulatedClient client, string what, int count)
    {
        if (what == "pods")
        {
            await PodRuns.RunAsync(client, count);
            return;
        }

        var objects = what == "gadgets" ? LoadObjects.Gadgets : LoadObjects.ConfigMaps;
        if (objects == LoadObjects.Gadgets)
        {
            await new PipelineRun(cluster.Server, objects, count).CallAsync("POST", "/apis/apiextensions.k8s.io/v1/customresourcedefinitions", Encoding.UTF8.GetBytes(LoadObjects.Definition));
            await cluster.QuietAsync();
        }

        await client.CreateAsync("/" + objects.Path, count, i => (MapValue)Value.Parse(objects.Body($"w-{i}", i)));
    }

    private static void Print(ClusterWeight weight, int count, long live, string? types)
    {
        Console.WriteLine("| held by | MiB | bytes per object |");
        Console.WriteLine("|---|---|---|");
        var rest = live - weight.Parts.Sum(p => p.Bytes);
        foreach (var (what, bytes) in weight.Parts.Select(p => (p.What, p.Bytes)).Append(("the process (code's tables, shared caches)", rest)).Where(p => p.Item2 > 64 * 1024))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {bytes / 1048576.0:0.0} | {bytes / (double)count:#,0} |"));
        }

        foreach (var part in weight.Parts.Where(p => types is not null && p.What.Contains(types, StringComparison.Ordinal)))
        {
            Console.WriteLine(part.What);
            foreach (var ((type, holder), (number, bytes)) in part.Types.OrderByDescending(t => t.Value.Bytes).Take(40))
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {bytes / (double)count,10:#,0.0} B {number / (double)count,8:0.00} per object  {Name(type)} in {Name(holder)}"));
            }
        }
    }

    // Without namespaces.
    private static string Name(Type? type) => type is null ? "-"
        : type.IsArray ? Name(type.GetElementType()) + "[]"
        : (type.DeclaringType is { } outer ? outer.Name + "." : "") + type.Name + (type.IsGenericType ? $"<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : "");

    private static string Mebibytes(long bytes) => (bytes / 1048576.0).ToString("#,0.0", CultureInfo.InvariantCulture) + " MiB";

    private static string? Flag(string[] arguments, string name) =>
        Array.IndexOf(arguments, name) is >= 0 and var at && at + 1 < arguments.Length ? arguments[at + 1] : null;
}
