using System.Globalization;
using KubeEmulator.Values;

namespace KubeEmulator.Benchmarks.Load;

/// <summary>
/// <c>load NAME=KUBECONFIG[,PID...] [...] [--resource gadgets|configmaps|pods] [--count N] [--rounds N] [--only WORD] [--floor] [--http2] [--json FILE]</c>: the
/// same load on each server in turn, one table. With two servers it runs A B A B and takes the better of both: what a busy machine took
/// away from one run it need not take from the next. Sampled objects of all servers are compared; the exit code says whether they are
/// equal. <c>--floor</c> adds a bare Kestrel endpoint.
/// </summary>
internal static class LoadCommand
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        var servers = arguments.Where(a => a.Contains('=', StringComparison.Ordinal)).Select(a => a.Split('=', 2)).ToList();
        if (servers.Count == 0)
        {
            await Console.Error.WriteLineAsync("usage: load NAME=KUBECONFIG[,PID...] [...] [--resource gadgets|configmaps|pods] [--count N] [--rounds N] [--only WORD] [--floor] [--http2] [--json FILE]");
            return 2;
        }

        var objects = Flag(arguments, "--resource") switch { "configmaps" => LoadObjects.ConfigMaps, "pods" => LoadObjects.Pods, _ => LoadObjects.Gadgets };
        var count = int.Parse(Flag(arguments, "--count") ?? "5000", CultureInfo.InvariantCulture);
        var rounds = int.Parse(Flag(arguments, "--rounds") ?? "2", CultureInfo.InvariantCulture);
        await using var floor = arguments.Contains("--floor") ? await FloorProcess.StartAsync(count) : null;
        if (floor is not null)
        {
            servers.Add([LoadTable.Floor, $"{floor.Kubeconfig},{floor.Id}"]);
        }

        var samples = new Dictionary<string, IReadOnlyDictionary<string, string>>();
        var results = servers.ToDictionary(s => s[0], _ => new Dictionary<string, LoadResult>());
        for (var round = 0; round < rounds; round++)
        {
            foreach (var server in servers)
            {
                var parts = server[1].Split(',');
                using var target = new LoadTarget(server[0], parts[0], parts[1..].Select(p => int.Parse(p, CultureInfo.InvariantCulture)), arguments.Contains("--http2"));
                var run = new LoadRun(target, objects, count) { Only = Flag(arguments, "--only") };
                foreach (var result in await run.RunAsync())
                {
                    Keep(results[server[0]], result);
                }

                samples[server[0]] = run.Samples;
            }
        }

        Console.WriteLine(LoadTable.Write(results, objects.Resource, count, rounds));
        if (Flag(arguments, "--json") is { } file)
        {
            await File.WriteAllTextAsync(file, LoadTable.ToJson(results).ToString());
        }

        return Compare(samples, servers[0][0]);
    }

    // After the same writes all servers hold the same, managedFields included. The floor holds nothing.
    private static int Compare(Dictionary<string, IReadOnlyDictionary<string, string>> samples, string first)
    {
        var failed = 0;
        foreach (var (name, others) in samples.Where(s => s.Key != first && s.Key != LoadTable.Floor))
        {
            var differences = LoadSamples.Differences(first, samples[first], name, others).ToArray();
            Console.WriteLine(differences.Length == 0 ? $"{samples[first].Count} sampled objects of {first} and {name} are equal" : string.Join('\n', differences));
            failed = differences.Length > 0 ? 1 : failed;
        }

        return failed;
    }

    private static void Keep(Dictionary<string, LoadResult> kept, LoadResult result)
    {
        if (!kept.TryGetValue(result.Row, out var before) || (result.IsRate ? result.Value > before.Value : result.Value < before.Value))
        {
            kept[result.Row] = result;
        }
    }

    private static string? Flag(string[] arguments, string name) =>
        Array.IndexOf(arguments, name) is >= 0 and var at && at + 1 < arguments.Length ? arguments[at + 1] : null;
}
