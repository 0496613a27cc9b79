using System.Globalization;
using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands.Text;

/// <summary>cut.</summary>
internal static class CutCommand
{
    private static readonly Dictionary<string, char> Names = new() { ["delimiter"] = 'd', ["fields"] = 'f', ["characters"] = 'c', ["bytes"] = 'b', ["only-delimited"] = 's', ["complement"] = 'C', ["output-delimiter"] = 'O' };

    public static async ValueTask<int> RunAsync(CommandRun run)
    {
        var options = CommandOptions.Parse(run, "d:f:c:b:snCO:", Names);
        if (options.LastOf("fcb") is not { } kind)
        {
            return await run.UsageAsync("you must specify a list of bytes, characters, or fields");
        }

        var ranges = Ranges(options.Value(kind)!);
        var delimiter = options.Value('d') ?? "\t";
        if (delimiter.Length != 1)
        {
            return await run.FailAsync("the delimiter must be a single character");
        }

        var status = 0;
        foreach (var name in options.Operands.DefaultIfEmpty("-"))
        {
            try
            {
                await using var file = name == "-" ? null : run.OpenRead(name);
                var reader = file is null ? run.Input : run.Reader(file);
                while (await reader.ReadLineAsync() is { } line)
                {
                    if (Cut(line, kind, ranges, delimiter[0], options) is { } part)
                    {
                        await run.Output.WriteLineAsync(part);
                    }
                }
            }
            catch (FileFailureException failure)
            {
                status = await run.FailAsync(name, failure);
            }
        }

        return status;
    }

    private static string? Cut(string line, char kind, List<(int From, int To)> ranges, char delimiter, CommandOptions options)
    {
        bool Wanted(int place) => ranges.Exists(range => place >= range.From && place <= range.To) != options.Has('C');
        if (kind != 'f')
        {
            return string.Concat(line.Where((_, index) => Wanted(index + 1)));
        }

        if (!line.Contains(delimiter, StringComparison.Ordinal))
        {
            return options.Has('s') ? null : line;
        }

        return string.Join(options.Value('O') ?? delimiter.ToString(), line.Split(delimiter).Where((_, index) => Wanted(index + 1)));
    }

    private static List<(int From, int To)> Ranges(string text)
    {
        var ranges = new List<(int, int)>();
        foreach (var part in text.Split(',', ' '))
        {
            var dash = part.IndexOf('-', StringComparison.Ordinal);
            var from = dash == 0 ? 1 : Number(dash < 0 ? part : part[..dash], part);
            var to = dash < 0 ? from : dash == part.Length - 1 ? int.MaxValue : Number(part[(dash + 1)..], part);
            if (part == "-" || to < from)
            {
                throw new UsageException(part == "-" ? "invalid range with no endpoint: -" : "invalid decreasing range");
            }

            ranges.Add((from, to));
        }

        return ranges;
    }

    private static int Number(string text, string part) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number > 0 ? number : throw new UsageException("fields are numbered from 1")
            : throw new UsageException($"invalid field value '{part}'");
}
