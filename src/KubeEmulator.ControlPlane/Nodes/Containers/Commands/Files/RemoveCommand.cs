using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands.Files;

/// <summary>rm.</summary>
internal static class RemoveCommand
{
    public static async ValueTask<int> RunAsync(CommandRun run)
    {
        var options = CommandOptions.Parse(run, "rRfivd", new Dictionary<string, char> { ["recursive"] = 'r', ["force"] = 'f', ["verbose"] = 'v', ["dir"] = 'd' });
        if (options.Operands.Count == 0)
        {
            return options.Has('f') ? 0 : await run.UsageAsync("missing operand");
        }

        var status = 0;
        foreach (var name in options.Operands)
        {
            var found = run.Files.Status(run.Path(name), followLast: false);
            if (found is null)
            {
                status |= options.Has('f') ? 0 : await run.FailAsync($"cannot remove '{name}': No such file or directory");
            }
            else if (PathText.BaseName(name) is "." or "..")
            {
                status |= await run.FailAsync($"refusing to remove '.' or '..' directory: skipping '{name}'");
            }
            else if (found.IsDirectory && options.LastOf("rRd") is null)
            {
                status |= await run.FailAsync($"cannot remove '{name}': Is a directory");
            }
            else
            {
                status |= await RemoveAsync(run, options, name);
            }
        }

        return status;
    }

    private static async ValueTask<int> RemoveAsync(CommandRun run, CommandOptions options, string name)
    {
        var status = 0;
        var all = options.LastOf("rR") is not null ? FileWalk.Entries(run, name, depthFirst: true).ToList() : [(name, null, 0)];
        foreach (var (path, found, _) in all)
        {
            try
            {
                run.Files.Delete(run.Path(path));
                if (options.Has('v'))
                {
                    await run.Output.WriteLineAsync($"removed {(found is { IsDirectory: true } ? "directory " : "")}'{path}'");
                }
            }
            catch (FileFailureException failure)
            {
                status = await run.FailAsync($"cannot remove '{path}': {failure.Message}");
            }
        }

        return status;
    }
}
