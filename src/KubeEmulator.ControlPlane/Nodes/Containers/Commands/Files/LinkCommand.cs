using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands.Files;

/// <summary>ln.</summary>
internal static class LinkCommand
{
    public static async ValueTask<int> RunAsync(CommandRun run)
    {
        var options = CommandOptions.Parse(run, "sfnvTr", new Dictionary<string, char> { ["symbolic"] = 's', ["force"] = 'f', ["no-dereference"] = 'n' });
        var operands = options.Operands;
        if (operands.Count == 0)
        {
            return await run.UsageAsync("missing file operand");
        }

        var target = operands.Count == 1 ? "." : operands[^1];
        var intoFolder = run.Files.Status(run.Path(target), followLast: !options.Has('n')) is { IsDirectory: true };
        var status = 0;
        foreach (var source in operands.Count == 1 ? operands : operands.SkipLast(1))
        {
            var path = intoFolder ? PathText.Join(target, PathText.BaseName(source)) : target;
            try
            {
                if (options.Has('f') && run.Files.Status(run.Path(path), followLast: false) is { IsDirectory: false })
                {
                    run.Files.Delete(run.Path(path));
                }

                if (options.Has('s'))
                {
                    run.Files.CreateLink(run.Path(path), ByteText.Decode(source));
                }
                else
                {
                    run.Files.CreateHardLink(run.Path(path), run.Path(source));
                }
            }
            catch (FileFailureException failure) when (!options.Has('s') && failure.Failure is FileFailure.NotFound)
            {
                status = await run.FailAsync($"failed to access '{source}': {failure.Message}");
            }
            catch (FileFailureException failure)
            {
                status = await run.FailAsync(failure.Failure is FileFailure.NotPermitted ? $"{source}: hard link not allowed for directory" : $"failed to create {(options.Has('s') ? "symbolic" : "hard")} link '{path}': {failure.Message}");
            }
        }

        return status;
    }
}
