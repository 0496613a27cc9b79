using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands.Files;

/// <summary>mv; between volumes it copies and removes.</summary>
internal static class MoveCommand
{
    public static async ValueTask<int> RunAsync(CommandRun run)
    {
        var options = CommandOptions.Parse(run, "finvT", new Dictionary<string, char> { ["force"] = 'f', ["verbose"] = 'v', ["no-clobber"] = 'n' });
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
            status |= await MoveAsync(run, options, source, intoFolder ? PathText.Join(target, PathText.BaseName(source)) : target);
        }

        return status;
    }

    private static async ValueTask<int> MoveAsync(CommandRun run, CommandOptions options, string source, string target)
    {
        if (run.Files.Status(run.Path(source), followLast: false) is null)
        {
            return await run.FailAsync($"cannot stat '{source}': No such file or directory");
        }

        if (options.Has('n') && run.Files.Exists(run.Path(target)))
        {
            return 0;
        }

        try
        {
            run.Files.Rename(run.Path(source), run.Path(target));
        }
        catch (FileFailureException failure) when (failure.Failure is FileFailure.OtherVolume)
        {
            return await run.StartAsync(["cp", "-a", "--", source, target]) is var copied and not 0 ? copied : await run.StartAsync(["rm", "-rf", "--", source]);
        }
        catch (FileFailureException failure) when (failure.Failure is FileFailure.Invalid)
        {
            return await run.FailAsync($"cannot move '{source}' to a subdirectory of itself, '{target}'");
        }
        catch (FileFailureException failure)
        {
            return await run.FailAsync($"cannot move '{source}' to '{target}': {failure.Message}");
        }

        if (options.Has('v'))
        {
            await run.Output.WriteLineAsync($"renamed '{source}' -> '{target}'");
        }

        return 0;
    }
}
