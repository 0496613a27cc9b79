using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands.Files;

/// <summary>cp.</summary>
internal static class CopyCommand
{
    private static readonly Dictionary<string, char> Names = new() { ["recursive"] = 'r', ["force"] = 'f', ["preserve"] = 'p', ["archive"] = 'a', ["verbose"] = 'v', ["no-clobber"] = 'n' };

    public static async ValueTask<int> RunAsync(CommandRun run)
    {
        var options = CommandOptions.Parse(run, "rRafpvnidPLHTu", Names);
        return await SourceOperands.EachAsync(run, options, (source, target) => CopyAsync(run, options, source, target));
    }

    private static async ValueTask<int> CopyAsync(CommandRun run, CommandOptions options, string source, string target)
    {
        var recursive = options.LastOf("rRa") is not null;
        var keepLinks = options.LastOf("adP") is not null || (recursive && !options.Has('L'));
        try
        {
            if (run.Files.Status(run.Path(source), followLast: !keepLinks) is not { } status)
            {
                return await run.FailAsync($"cannot stat '{source}': No such file or directory");
            }

            if (status.IsDirectory)
            {
                return recursive ? await FolderAsync(run, options, source, target, status) : await run.FailAsync($"-r not specified; omitting directory '{source}'");
            }

            return await FileAsync(run, options, source, target, status);
        }
        catch (FileFailureException failure)
        {
            return await run.FailAsync($"cannot create regular file '{target}': {failure.Message}");
        }
    }

    private static async ValueTask<int> FolderAsync(CommandRun run, CommandOptions options, string source, string target, FileStatus status)
    {
        if ((run.Path(target) + "/").StartsWith(run.Path(source) + "/", StringComparison.Ordinal))
        {
            return await run.FailAsync($"cannot copy a directory, '{source}', into itself, '{target}'");
        }

        if (run.Files.Status(run.Path(target)) is { IsDirectory: false })
        {
            return await run.FailAsync($"cannot overwrite non-directory '{target}' with directory '{source}'");
        }

        run.Files.CreateDirectories(run.Path(target), status.Mode);
        var result = 0;
        foreach (var name in run.Files.List(run.Path(source)).Select(ByteText.Encode))
        {
            result |= await CopyAsync(run, options, PathText.Join(source, name), PathText.Join(target, name));
        }

        Keep(run, options, target, status);
        return result;
    }

    private static async ValueTask<int> FileAsync(CommandRun run, CommandOptions options, string source, string target, FileStatus status)
    {
        var existing = run.Files.Status(run.Path(target));
        if (existing is { IsDirectory: true })
        {
            return await run.FailAsync($"cannot overwrite directory '{target}' with non-directory");
        }

        if (existing?.Number == status.Number)
        {
            return await run.FailAsync($"'{source}' and '{target}' are the same file");
        }

        if (existing is not null && options.Has('n'))
        {
            return 0;
        }

        if (status.IsLink)
        {
            if (existing is not null)
            {
                run.Files.Delete(run.Path(target));
            }

            run.Files.CreateLink(run.Path(target), run.Files.ReadLink(run.Path(source)));
        }
        else
        {
            await using var reading = run.Files.OpenRead(run.Path(source));
            await using var writing = run.Files.OpenWrite(run.Path(target), FileMode.Create, status.Mode & ~run.Process.Umask);
            await reading.CopyToAsync(writing, run.Token);
            Keep(run, options, target, status);
        }

        if (options.Has('v'))
        {
            await run.Output.WriteLineAsync($"'{source}' -> '{target}'");
        }

        return 0;
    }

    private static void Keep(CommandRun run, CommandOptions options, string target, FileStatus status)
    {
        if (options.LastOf("ap") is not null)
        {
            run.Files.SetMode(run.Path(target), status.Mode);
            run.Files.SetModified(run.Path(target), status.Modified);
        }
    }
}
