using System.Globalization;
using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands.Files;

/// <summary>df and du.</summary>
internal static class SpaceCommands
{
    public static async ValueTask<int> FreeAsync(CommandRun run)
    {
        var options = CommandOptions.Parse(run, "hkmPTai");
        await run.Output.WriteLineAsync(options.Has('h') ? "Filesystem      Size  Used Avail Use% Mounted on" : "Filesystem     1K-blocks  Used Available Use% Mounted on");
        foreach (var name in options.Operands.DefaultIfEmpty("/"))
        {
            var budget = run.Files.BudgetOf(run.Path(name));
            var own = budget == run.Files.BudgetOf("/");
            var percent = (int)Math.Ceiling(100.0 * budget.Used / budget.Limit);
            string Size(long bytes) => options.Has('h') ? CommandNumbers.Readable(bytes) : (bytes / 1024).ToString(CultureInfo.InvariantCulture);
            await run.Output.WriteLineAsync($"{(own ? "overlay" : "tmpfs"),-14} {Size(budget.Limit),9} {Size(budget.Used),5} {Size(budget.Limit - budget.Used),9} {percent,3}% {(own ? "/" : name)}");
        }

        return 0;
    }

    public static async ValueTask<int> UsedAsync(CommandRun run)
    {
        var options = CommandOptions.Parse(run, "shakmcbd:x", new Dictionary<string, char> { ["summarize"] = 's', ["human-readable"] = 'h', ["max-depth"] = 'd', ["all"] = 'a', ["bytes"] = 'b' });
        var status = 0;
        var most = options.Has('s') ? 0 : options.Number('d', int.MaxValue, text => $"invalid maximum depth '{text}'");
        foreach (var name in options.Operands.DefaultIfEmpty("."))
        {
            if (run.Files.Status(run.Path(name), followLast: false) is null)
            {
                status = await run.FailAsync($"cannot access '{name}': No such file or directory");
                continue;
            }

            var totals = new Dictionary<int, long>();
            foreach (var (path, found, depth) in FileWalk.Entries(run, name, depthFirst: true))
            {
                var size = (options.Has('b') ? found!.Size : ListCommand.Blocks(found!) * 1024) + totals.GetValueOrDefault(depth + 1);
                totals[depth + 1] = 0;
                totals[depth] = totals.GetValueOrDefault(depth) + size;
                if (depth <= most && (found!.IsDirectory || options.Has('a') || depth == 0))
                {
                    await run.Output.WriteLineAsync($"{(options.Has('h') ? CommandNumbers.Readable(size) : options.Has('b') ? size : size / 1024)}\t{path}");
                }
            }
        }

        return status;
    }
}
