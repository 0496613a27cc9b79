using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands.Files;

/// <summary>mkdir and rmdir.</summary>
internal static class DirectoryCommands
{
    public static async ValueTask<int> MakeAsync(CommandRun run)
    {
        var options = CommandOptions.Parse(run, "pm:v", new Dictionary<string, char> { ["parents"] = 'p', ["mode"] = 'm', ["verbose"] = 'v' });
        if (options.Operands.Count == 0)
        {
            return await run.UsageAsync("missing operand");
        }

        var mode = options.Value('m') is { } text ? PermissionText.Parse(text, 0x1ff, isDirectory: true) : 0x1ff & ~run.Process.Umask;
        var status = 0;
        foreach (var name in options.Operands)
        {
            try
            {
                if (options.Has('p'))
                {
                    run.Files.CreateDirectories(run.Path(name), mode);
                }
                else
                {
                    run.Files.CreateDirectory(run.Path(name), mode);
                }

                if (options.Has('v'))
                {
                    await run.Output.WriteLineAsync($"mkdir: created directory '{name}'");
                }
            }
            catch (FileFailureException failure)
            {
                status = await run.FailAsync($"cannot create directory '{name}': {failure.Message}");
            }
        }

        return status;
    }

    public static async ValueTask<int> RemoveAsync(CommandRun run)
    {
        var options = CommandOptions.Parse(run, "pv", new Dictionary<string, char> { ["parents"] = 'p' });
        var status = 0;
        foreach (var name in options.Operands)
        {
            try
            {
                if (run.Files.Status(run.Path(name), followLast: false) is { IsDirectory: false })
                {
                    throw new FileFailureException(FileFailure.NotADirectory, name);
                }

                for (var path = name; path.Length > 0 && path is not ("/" or "."); path = options.Has('p') && path.TrimEnd('/').LastIndexOf('/') is var slash and > 0 ? path[..slash] : "")
                {
                    run.Files.Delete(run.Path(path.TrimEnd('/')));
                }
            }
            catch (FileFailureException failure)
            {
                status = await run.FailAsync($"failed to remove '{name}': {failure.Message}");
            }
        }

        return status;
    }
}
