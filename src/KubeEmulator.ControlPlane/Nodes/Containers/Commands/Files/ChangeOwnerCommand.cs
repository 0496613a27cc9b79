using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands.Files;

/// <summary>chown and chgrp.</summary>
internal static class ChangeOwnerCommand
{
    public static async ValueTask<int> RunAsync(CommandRun run)
    {
        var options = CommandOptions.Parse(run, "Rfvh", new Dictionary<string, char> { ["recursive"] = 'R' });
        if (options.Operands.Count < 2)
        {
            return await run.UsageAsync("missing operand");
        }

        var (user, group) = Parse(run, options.Operands[0]);
        var status = 0;
        foreach (var name in options.Operands.Skip(1))
        {
            if (!run.Files.Exists(run.Path(name)))
            {
                status = await run.FailAsync($"cannot access '{name}': No such file or directory");
                continue;
            }

            foreach (var (path, _, _) in options.Has('R') ? FileWalk.Entries(run, name, depthFirst: false) : [(name, null, 0)])
            {
                try
                {
                    run.Files.SetOwner(run.Path(path), user, group);
                }
                catch (FileFailureException failure)
                {
                    status = await run.FailAsync($"changing ownership of '{path}': {failure.Message}");
                }
            }
        }

        return status;
    }

    private static (int User, int Group) Parse(CommandRun run, string text)
    {
        var names = new UserNames(run.Files);
        if (run.Name == "chgrp")
        {
            return (-1, names.FindGroup(text) ?? throw new UsageException($"invalid group: '{text}'"));
        }

        var parts = text.Split(':', 2);
        return (parts[0].Length == 0 ? -1 : names.FindUser(parts[0]) ?? throw new UsageException($"invalid user: '{text}'"),
            parts.Length < 2 || parts[1].Length == 0 ? -1 : names.FindGroup(parts[1]) ?? throw new UsageException($"invalid group: '{text}'"));
    }
}
