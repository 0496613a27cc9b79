using System.Diagnostics;
using System.Globalization;
using KubeEmulator.Benchmarks.Load;
using KubeEmulator.Bootstrap;

namespace KubeEmulator.Benchmarks.Start;

/// <summary>
/// <c>start [PROGRAM [FLAG...]] [--runs N]</c>: medians of how long the program <c>kube-emulator up</c> takes to its line "ready" and to the
/// first custom resource, with processor time and memory; and of the first and the next cluster of a process, each in a process of its own.
/// <c>start --write schemas/v1.NN/start.jsonl</c> writes what the first cluster of a process begins with.
/// </summary>
internal static class StartCommand
{
    private const int UsualRuns = 9;

    public static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments is ["--here"])
        {
            await InProcess.PrintAsync();
            return 0;
        }

        if (arguments is ["--write", var file])
        {
            await File.WriteAllBytesAsync(file, TemplateText.Write(await TemplateRun.MakeAsync(new EmulatedClusterOptions(), usualNode: true)));
            return 0;
        }

        var at = Array.IndexOf(arguments, "--runs");
        var runs = at >= 0 && at + 1 < arguments.Length ? int.Parse(arguments[at + 1], CultureInfo.InvariantCulture) : UsualRuns;
        var program = at >= 0 ? [.. arguments[..at], .. arguments[Math.Min(at + 2, arguments.Length)..]] : arguments;
        Console.WriteLine($"Medians of {runs} runs, {Environment.ProcessorCount} cores, {TimeProvider.System.GetUtcNow():yyyy-MM-dd}\n\n| what | value |\n|---|---|");
        if (program.Length > 0)
        {
            await RowsAsync(runs, () => ProgramAsync(program));
        }

        await RowsAsync(runs, InProcess.ApartAsync);
        return 0;
    }

    // The first run is not counted: it reads the files from the disk.
    private static async Task RowsAsync(int runs, Func<Task<(string What, double Value, string Unit)[]>> run)
    {
        await run();
        var results = new List<(string What, double Value, string Unit)[]>();
        for (var i = 0; i < runs; i++)
        {
            results.Add(await run());
        }

        for (var row = 0; row < results[0].Length; row++)
        {
            var median = results.Select(r => r[row].Value).Order().ElementAt(runs / 2);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {results[0][row].What} | {median:0.#} {results[0][row].Unit} |"));
        }
    }

    private static async Task<(string What, double Value, string Unit)[]> ProgramAsync(string[] program)
    {
        var start = new ProcessStartInfo(program[0], (string[])["up", "--port", "0", .. program[1..]]) { RedirectStandardOutput = true };
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        try
        {
            var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException($"{program[0]} ended before it was ready.");
            var (ready, processor) = (watch.Elapsed, process.TotalProcessorTime);
            using var server = new LoadTarget("it", line[(line.IndexOf("kubeconfig=", StringComparison.Ordinal) + "kubeconfig=".Length)..], [process.Id], http2: false);
            await server.CallAsync(HttpMethod.Post, "apis/apiextensions.k8s.io/v1/customresourcedefinitions", System.Text.Encoding.UTF8.GetBytes(LoadObjects.Definition));
            await server.CallAsync(HttpMethod.Post, LoadObjects.Gadgets.Path, LoadObjects.Gadgets.Body("first", 1));
            var created = watch.Elapsed;

            // What it holds once it rests and has given back what it can, and what it does then.
            await Task.Delay(TimeSpan.FromSeconds(4));
            var before = server.Processor;
            await Task.Delay(TimeSpan.FromSeconds(1));
            return
            [
                ("process start to ready", ready.TotalMilliseconds, "ms"),
                ("its processor time", processor.TotalMilliseconds, "ms"),
                ("process start to first custom resource created", created.TotalMilliseconds, "ms"),
                ("processor time of an idle second", (server.Processor - before).TotalMilliseconds, "ms"),
                ("memory at rest, with that resource", server.MemoryMiB, "MiB"),
            ];
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }
}
