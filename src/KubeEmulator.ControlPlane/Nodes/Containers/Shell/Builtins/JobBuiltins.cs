using System.Globalization;
using KubeEmulator.Nodes.Containers.Commands;
using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Shell.Builtins;

/// <summary>What deals with processes in the background: jobs, wait, kill.</summary>
internal static class JobBuiltins
{
    public static async ValueTask<int> JobsAsync(Shell shell, IReadOnlyList<string> words)
    {
        var number = 0;
        foreach (var (id, job) in shell.Jobs)
        {
            number++;
            var state = !job.IsCompleted ? "Running" : SignalStatus.Describe(job.Result) ?? (job.Result == 0 ? "Done" : $"Done({SignalStatus.Code(job.Result)})");
            await shell.WriteAsync(1, words.Contains("-p") ? $"{id}\n" : $"[{number}] {(number == shell.Jobs.Count ? "+" : "-")} {state}\n");
        }

        return 0;
    }

    public static ValueTask<int> ForegroundAsync(Shell shell, IReadOnlyList<string> words) => shell.FailAsync($"{words[0]}: No current job");

    public static async ValueTask<int> WaitAsync(Shell shell, IReadOnlyList<string> words)
    {
        if (words.Count == 1)
        {
            var all = Task.WhenAll(shell.Jobs.Values);
            var interrupted = await AwaitAsync(shell, all);
            shell.Jobs.Clear();
            return interrupted;
        }

        var status = 0;
        foreach (var word in words.Skip(1))
        {
            if (Find(shell, word) is not { } id || !shell.Jobs.TryGetValue(id, out var job))
            {
                status = 127;
                continue;
            }

            if (await AwaitAsync(shell, job) is var signal and > 0)
            {
                return signal;
            }

            shell.Jobs.Remove(id);
            status = await shell.ReportAsync(await job);
        }

        return status;
    }

    public static async ValueTask<int> KillAsync(Shell shell, IReadOnlyList<string> words)
    {
        // Jobs are known to the shell alone; the rest is the program's.
        var line = words.Select(word => word.StartsWith('%') && Find(shell, word) is { } id ? id.ToString(CultureInfo.InvariantCulture) : word).ToArray();
        return await shell.RunCommandAsync(KillCommand.RunAsync, line);
    }

    // A signal with a trap ends the wait: the status says which (POSIX 2.11).
    private static async ValueTask<int> AwaitAsync(Shell shell, Task job)
    {
        var arrival = shell.Traps.ArrivalAsync();
        await Task.WhenAny(job, arrival).WaitAsync(shell.Process.Token);
        if (job.IsCompleted)
        {
            return 0;
        }

        return 128 + (int)(shell.Traps.PeekSignal() ?? ContainerSignal.Term);
    }

    private static int? Find(Shell shell, string word)
    {
        if (word is "%%" or "%+" or "%")
        {
            return shell.Jobs.Count > 0 ? shell.Jobs.Keys.Last() : null;
        }

        if (!int.TryParse(word.TrimStart('%'), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        return word.StartsWith('%') ? number > 0 && number <= shell.Jobs.Count ? shell.Jobs.Keys.ElementAt(number - 1) : null : number;
    }
}
