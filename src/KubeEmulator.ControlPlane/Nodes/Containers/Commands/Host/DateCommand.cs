using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands.Host;

/// <summary>date, by the cluster's clock.</summary>
internal static class DateCommand
{
    public static async ValueTask<int> RunAsync(CommandRun run)
    {
        var options = CommandOptions.Parse(run, "ud:IRr:s:", new Dictionary<string, char> { ["utc"] = 'u', ["date"] = 'd', ["iso-8601"] = 'I', ["rfc-email"] = 'R' });
        var time = run.Time.GetUtcNow();
        if (options.Has('s'))
        {
            return await run.FailAsync("cannot set date: Operation not permitted");
        }

        if (options.Value('d') is { } text)
        {
            if (DateText.Parse(text, time) is not { } parsed)
            {
                return await run.FailAsync($"invalid date '{text}'");
            }

            time = parsed;
        }

        if (options.Value('r') is { } reference)
        {
            time = run.Files.Status(run.Path(reference))?.Modified ?? throw new UsageException($"{reference}: No such file or directory");
        }

        var format = options.Operands.FirstOrDefault() is ['+', ..] given ? given[1..]
            : options.Has('I') ? "%Y-%m-%d" : options.Has('R') ? "%a, %d %b %Y %H:%M:%S %z" : "%a %b %e %H:%M:%S %Z %Y";
        if (options.Operands is [not ['+', ..], ..])
        {
            return await run.FailAsync($"invalid date '{options.Operands[0]}'");
        }

        await run.Output.WriteLineAsync(DateText.Format(time, format));
        return 0;
    }
}
