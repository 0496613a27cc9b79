using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands;

/// <summary>cat.</summary>
internal static class CatCommand
{
    public static async ValueTask<int> RunAsync(CommandRun run)
    {
        var options = CommandOptions.Parse(run, "nbAetuv", new Dictionary<string, char> { ["number"] = 'n', ["show-all"] = 'A', ["show-ends"] = 'e' });
        var status = 0;
        var line = 0;
        foreach (var name in options.Operands.DefaultIfEmpty("-"))
        {
            try
            {
                await using var file = name == "-" ? null : run.OpenRead(name);
                var reader = file is null ? run.Input : run.Reader(file);
                if (options.LastOf("nbAe") is null)
                {
                    await CopyAsync(run, reader);
                }
                else
                {
                    line = await NumberAsync(run, reader, options, line);
                }
            }
            catch (FileFailureException failure)
            {
                status = await run.FailAsync(name, failure);
            }
        }

        return status;
    }

    private static async ValueTask CopyAsync(CommandRun run, ByteReader reader)
    {
        while (await reader.ReadAsync() is { IsEmpty: false } piece)
        {
            await run.Output.WriteAsync(piece);
        }
    }

    private static async ValueTask<int> NumberAsync(CommandRun run, ByteReader reader, CommandOptions options, int line)
    {
        while (await reader.ReadLineAsync() is { } text)
        {
            var numbered = options.Has('n') || (options.Has('b') && text.Length > 0);
            var end = reader.LineEnded ? options.Has('A') || options.Has('e') ? "$\n" : "\n" : "";
            var shown = options.Has('A') ? text.Replace("\t", "^I", StringComparison.Ordinal) : text;
            await run.Output.WriteAsync((numbered ? $"{++line,6}\t" : "") + shown + end);
        }

        return line;
    }
}
