using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands.Files;

/// <summary>chmod.</summary>
internal static class ChangeModeCommand
{
    public static async ValueTask<int> RunAsync(CommandRun run)
    {
        var words = run.Arguments.ToList();
        var recursive = words.RemoveAll(word => word is "-R" or "--recursive" or "-f" or "-v") > 0 && run.Arguments.Any(word => word is "-R" or "--recursive");
        if (words.Count < 2)
        {
            return await run.UsageAsync(words.Count == 0 ? "missing operand" : $"missing operand after '{words[0]}'");
        }

        var status = 0;
        foreach (var name in words.Skip(1))
        {
            if (!run.Files.Exists(run.Path(name)))
            {
                status = await run.FailAsync($"cannot access '{name}': No such file or directory");
                continue;
            }

            foreach (var (path, found, _) in recursive ? FileWalk.Entries(run, name, depthFirst: false) : [(name, run.Files.Status(run.Path(name)), 0)])
            {
                try
                {
                    if (found is { IsLink: false })
                    {
                        run.Files.SetMode(run.Path(path), PermissionText.Parse(words[0], found.Mode, found.IsDirectory));
                    }
                }
                catch (FileFailureException failure)
                {
                    status = await run.FailAsync($"changing permissions of '{path}': {failure.Message}");
                }
            }
        }

        return status;
    }
}
