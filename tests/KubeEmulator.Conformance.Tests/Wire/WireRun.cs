using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using KubeEmulator.Conformance.Programs;
using KubeEmulator.TestShared;

namespace KubeEmulator.Conformance.Wire;

/// <summary>Runs the recorded scenarios against a fresh server and says which transcripts differ.</summary>
internal static partial class WireRun
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    /// <summary>The transcripts of built-in kinds that pass, as <c>bare/GROUP/NAME</c>.</summary>
    public static async Task<HashSet<string>> BareAsync(string output)
    {
        var wire = SharedReference.PathOf("wire");
        await using (var tool = await UpAsync(wire))
        {
            var port = tool.Address.Port.ToString(CultureInfo.InvariantCulture);
            await RunningProgram.RunAsync(
                FoundPrograms.Python!,
                [Path.Combine(wire, "scenarios", "run.py"), "--port", port, "--tls", "--mode", "bare", "--out", output, "--hook-port", "24911"],
                folder: output,
                patience: Patience);
        }

        var report = Path.Combine(output, "report.json");
        await RunningProgram.RunAsync(
            FoundPrograms.Python!,
            [Path.Combine(wire, "compare.py"), Path.Combine(wire, "golden"), output, "--quiet", "--max", "0", "--json", report],
            patience: Patience);
        using var results = JsonDocument.Parse(await File.ReadAllTextAsync(report));
        return
        [
            .. results.RootElement.GetProperty("results").EnumerateArray()
                .Where(r => r.GetProperty("pass").GetBoolean())
                .Select(r => $"bare/{r.GetProperty("name").GetString()}"),
        ];
    }

    /// <summary>The transcripts of the machinery that pass, as <c>machinery/NAME</c>.</summary>
    public static async Task<HashSet<string>> MachineryAsync(string output)
    {
        var wire = SharedReference.PathOf("wire");
        await using (var tool = await UpAsync(wire))
        {
            var port = tool.Address.Port.ToString(CultureInfo.InvariantCulture);
            await RunningProgram.RunAsync(
                FoundPrograms.Python!,
                [Path.Combine(wire, "machinery", "crd_scenarios.py"), "--port", port, "--out", output],
                folder: output,
                patience: Patience);
        }

        var golden = Path.Combine(wire, "machinery", "golden");
        var difference = await RunningProgram.RunAsync(FoundPrograms.Python!, [Path.Combine(wire, "machinery", "diff.py"), golden, output], patience: Patience);
        var failures = DifferentName().Matches(difference.Output).Select(m => m.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);
        return [.. Transcripts(golden).Where(name => !failures.Contains(name) && File.Exists(Path.Combine(output, name + ".json"))).Select(name => $"machinery/{name}")];
    }

    private static Task<ToolProcess> UpAsync(string wire) => ToolProcess.UpAsync("--api-only", "--token-auth-file", Path.Combine(wire, "pki", "tokens.csv"));

    private static IEnumerable<string> Transcripts(string golden) => Directory
        .EnumerateFiles(golden, "*.json", SearchOption.AllDirectories)
        .Select(file => Path.ChangeExtension(Path.GetRelativePath(golden, file), null).Replace('\\', '/'));

    // A difference is a line with the name alone, or one that says the transcript is missing.
    [GeneratedRegex(@"^(?:ONLY IN [AB] )?(?<name>[a-z][a-z-]*-\d\d-\S+)$", RegexOptions.Multiline)]
    private static partial Regex DifferentName();
}
