using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands.Files;

/// <summary>find.</summary>
internal static class FindCommand
{
    public static async ValueTask<int> RunAsync(CommandRun run)
    {
        var words = run.Arguments.SkipWhile(word => word is "-L" or "-P" or "-H").ToList();
        var starts = words.TakeWhile(word => word is not (['-', _, ..] or "(" or "!")).ToList();
        var expression = new FindExpression(run, words[starts.Count..]);
        var status = 0;
        foreach (var start in starts.DefaultIfEmpty("."))
        {
            if (run.Files.Status(run.Path(start), followLast: false) is null)
            {
                status = await run.FailAsync($"'{start}': No such file or directory");
                continue;
            }

            foreach (var (path, found, depth) in FileWalk.Entries(run, start, expression.DepthFirst, (_, _, depth) => depth < expression.MaxDepth && !expression.TakePruned()))
            {
                if (found is not null && depth >= expression.MinDepth)
                {
                    await expression.EvaluateAsync(path, found);
                }
            }
        }

        await expression.FinishAsync();
        return Math.Max(status, expression.Status);
    }
}
