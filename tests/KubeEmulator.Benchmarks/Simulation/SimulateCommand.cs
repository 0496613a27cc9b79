using System.Diagnostics;
using KubeEmulator.Values;

namespace KubeEmulator.Benchmarks.Simulation;

/// <summary>
/// <c>simulate [NAME...] [--json FILE]</c>: how fast and how large simulated clusters are. Each run has a process of its own, so that
/// none is warmed up, or burdened, by the one before; <c>--here</c> stays in this one, for a profiler.
/// </summary>
internal static class SimulateCommand
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        var file = Array.IndexOf(arguments, "--json") is >= 0 and var at && at + 1 < arguments.Length ? arguments[at + 1] : null;
        if (arguments.FirstOrDefault(a => a.StartsWith("--", StringComparison.Ordinal) && a is not ("--json" or "--here")) is { } flag)
        {
            await Console.Error.WriteLineAsync($"{flag} is unknown: simulate [NAME...] [--here] [--json FILE]. The runs are {string.Join(", ", SimulationCatalog.Runs.Keys)}.");
            return 2;
        }

        var names = arguments.Where(a => !a.StartsWith("--", StringComparison.Ordinal) && a != file).ToArray();
        if (names.Except(SimulationCatalog.Runs.Keys).FirstOrDefault() is { } unknown)
        {
            await Console.Error.WriteLineAsync($"There is no run \"{unknown}\". There are: {string.Join(", ", SimulationCatalog.Runs.Keys)}.");
            return 2;
        }

        var rows = new List<SimulationRow>();
        foreach (var name in names.Length > 0 ? names : [.. SimulationCatalog.Runs.Keys])
        {
            rows.AddRange(arguments.Contains("--here") ? await SimulationCatalog.Runs[name]() : await ApartAsync(name));
        }

        Console.WriteLine(SimulationTable.Write(rows));
        if (file is not null)
        {
            await File.WriteAllTextAsync(file, SimulationTable.ToJson(rows).ToString());
        }

        return 0;
    }

    private static async Task<IEnumerable<SimulationRow>> ApartAsync(string name)
    {
        var result = Path.GetTempFileName();
        try
        {
            var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
            if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            {
                start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
            }

            foreach (var argument in (string[])["simulate", name, "--here", "--json", result])
            {
                start.ArgumentList.Add(argument);
            }

            using var process = Process.Start(start)!;
            await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return process.ExitCode == 0 ? [.. SimulationTable.FromJson(await File.ReadAllBytesAsync(result))] : [new SimulationRow(name, "", process.ExitCode, "failed")];
        }
        finally
        {
            File.Delete(result);
        }
    }
}
