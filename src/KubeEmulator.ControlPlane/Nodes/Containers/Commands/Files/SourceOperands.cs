using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands.Files;

/// <summary>The operands of cp and mv: some sources, and a target that is a folder where there are several.</summary>
internal static class SourceOperands
{
    /// <summary>Does something with each source and the path that it is to have.</summary>
    public static async ValueTask<int> EachAsync(CommandRun run, CommandOptions options, Func<string, string, ValueTask<int>> act)
    {
        var operands = options.Operands;
        if (operands.Count < 2)
        {
            return await run.UsageAsync(operands.Count == 0 ? "missing file operand" : $"missing destination file operand after '{operands[0]}'");
        }

        var target = operands[^1];
        var intoFolder = run.Files.Status(run.Path(target)) is { IsDirectory: true } && !options.Has('T');
        if (operands.Count > 2 && !intoFolder)
        {
            return await run.FailAsync($"target '{target}': {(run.Files.Exists(run.Path(target)) ? "Not a directory" : "No such file or directory")}");
        }

        var status = 0;
        foreach (var source in operands.SkipLast(1))
        {
            status |= await act(source, intoFolder ? PathText.Join(target, PathText.BaseName(source)) : target);
        }

        return status;
    }
}
