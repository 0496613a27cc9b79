using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands.Files;

/// <summary>touch.</summary>
internal static class TouchCommand
{
    public static async ValueTask<int> RunAsync(CommandRun run)
    {
        var options = CommandOptions.Parse(run, "acmd:t:r:h", new Dictionary<string, char> { ["date"] = 'd', ["no-create"] = 'c', ["reference"] = 'r' });
        if (options.Operands.Count == 0)
        {
            return await run.UsageAsync("missing file operand");
        }

        var time = Time(run, options);
        var status = 0;
        foreach (var name in options.Operands)
        {
            try
            {
                if (!run.Files.Exists(run.Path(name)))
                {
                    if (options.Has('c'))
                    {
                        continue;
                    }

                    await run.Files.OpenWrite(run.Path(name), FileMode.OpenOrCreate, run.NewFileMode).DisposeAsync();
                }

                run.Files.SetModified(run.Path(name), time);
            }
            catch (FileFailureException failure)
            {
                status = await run.FailAsync($"cannot touch '{name}': {failure.Message}");
            }
        }

        return status;
    }

    private static DateTimeOffset Time(CommandRun run, CommandOptions options)
    {
        if (options.Value('r') is { } reference)
        {
            return run.Files.Status(run.Path(reference))?.Modified ?? throw new UsageException($"failed to get attributes of '{reference}': No such file or directory");
        }

        if (options.Value('d') is { } text)
        {
            return DateText.Parse(text, run.Time.GetUtcNow()) ?? throw new UsageException($"invalid date format '{text}'");
        }

        return options.Value('t') is { } stamp ? DateText.ParseStamp(stamp, run.Time.GetUtcNow()) ?? throw new UsageException($"invalid date format '{stamp}'") : run.Time.GetUtcNow();
    }
}
