using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands.Files;

/// <summary>mv; between volumes it copies and removes.</summary>
internal static class MoveCommand
{
    public static async ValueTask<int> RunAsync(CommandRun run)
    {
        var options = CommandOptions.Parse(run, "finvT", new Dictionary<string, char> { ["force"] = 'f', ["verbose"] = 'v', ["no-clobber"] = 'n' });
        return await SourceOperands.EachAsync(run, options, (source, target) => MoveAsync(run, options, source, target));
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
