using System.Globalization;
using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands.Text;

/// <summary>rev, tac, nl and clear.</summary>
internal static class SmallTextCommands
{
    public static ValueTask<int> ReverseAsync(CommandRun run) => EachFileAsync(run, async reader =>
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            await run.Output.WriteAsync(string.Concat(line.Reverse()) + (reader.LineEnded ? "\n" : ""));
        }
    });

    public static ValueTask<int> BackwardsAsync(CommandRun run) => EachFileAsync(run, async reader =>
    {
        var lines = new Stack<string>();
        while (await reader.ReadLineAsync() is { } line)
        {
            lines.Push(line + (reader.LineEnded ? "\n" : ""));
        }

        foreach (var line in lines)
        {
            await run.Output.WriteAsync(line);
        }
    });

    public static ValueTask<int> NumberAsync(CommandRun run)
    {
        var number = 0;
        return EachFileAsync(run, async reader =>
        {
            while (await reader.ReadLineAsync() is { } line)
            {
                await run.Output.WriteLineAsync(line.Length == 0 ? "       " : $"{(++number).ToString(CultureInfo.InvariantCulture),6}\t{line}");
            }
        });
    }

    public static async ValueTask<int> ClearAsync(CommandRun run)
    {
        await run.Output.WriteAsync("\x1b[H\x1b[2J\x1b[3J");
        return 0;
    }

    private static async ValueTask<int> EachFileAsync(CommandRun run, Func<ByteReader, Task> each)
    {
        var status = 0;
        foreach (var name in run.Arguments.Where(word => word is "-" or not ['-', ..]).DefaultIfEmpty("-"))
        {
            try
            {
                await using var file = name == "-" ? null : run.OpenRead(name);
                await each(file is null ? run.Input : run.Reader(file));
            }
            catch (FileFailureException failure)
            {
                status = await run.FailAsync(name, failure);
            }
        }

        return status;
    }
}
