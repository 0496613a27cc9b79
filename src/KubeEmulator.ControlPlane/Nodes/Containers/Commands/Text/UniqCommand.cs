using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands.Text;

/// <summary>uniq.</summary>
internal static class UniqCommand
{
    public static async ValueTask<int> RunAsync(CommandRun run)
    {
        var options = CommandOptions.Parse(run, "cdiuf:s:", new Dictionary<string, char> { ["count"] = 'c', ["repeated"] = 'd', ["unique"] = 'u', ["ignore-case"] = 'i' });
        await using var file = options.Operands is [not "-", ..] ? run.OpenRead(options.Operands[0]) : null;
        var reader = file is null ? run.Input : run.Reader(file);
        var comparison = options.Has('i') ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        string? current = null;
        var count = 0;
        while (await reader.ReadLineAsync() is { } line)
        {
            if (current is not null && string.Equals(Key(line, options), Key(current, options), comparison))
            {
                count++;
                continue;
            }

            await WriteAsync(run, options, current, count);
            (current, count) = (line, 1);
        }

        await WriteAsync(run, options, current, count);
        return 0;
    }

    private static string Key(string line, CommandOptions options)
    {
        var at = 0;
        for (var field = options.Number('f', 0, text => $"{text}: invalid number of fields to skip"); field > 0; field--)
        {
            while (at < line.Length && line[at] is ' ' or '\t')
            {
                at++;
            }

            while (at < line.Length && line[at] is not (' ' or '\t'))
            {
                at++;
            }
        }

        at += (int)options.Number('s', 0, text => $"{text}: invalid number of bytes to skip");
        return line[Math.Min(at, line.Length)..];
    }

    private static ValueTask WriteAsync(CommandRun run, CommandOptions options, string? line, int count)
    {
        var wanted = line is not null && (!options.Has('d') || count > 1) && (!options.Has('u') || count == 1);
        return wanted ? run.Output.WriteLineAsync(options.Has('c') ? $"{count,7} {line}" : line!) : ValueTask.CompletedTask;
    }
}
