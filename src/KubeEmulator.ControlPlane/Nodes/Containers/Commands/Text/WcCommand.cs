using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands.Text;

/// <summary>wc.</summary>
internal static class WcCommand
{
    public static async ValueTask<int> RunAsync(CommandRun run)
    {
        var options = CommandOptions.Parse(run, "lwcmL", new Dictionary<string, char> { ["lines"] = 'l', ["words"] = 'w', ["bytes"] = 'c', ["chars"] = 'm' });
        var results = new List<(long[] Counts, string? Name)>();
        var status = 0;
        foreach (var name in options.Operands.DefaultIfEmpty("-"))
        {
            try
            {
                await using var file = name == "-" ? null : run.OpenRead(name);
                results.Add((await CountAsync(file is null ? run.Input : run.Reader(file)), options.Operands.Count == 0 ? null : name));
            }
            catch (FileFailureException failure)
            {
                status = await run.FailAsync(name, failure);
            }
        }

        if (options.Operands.Count > 1)
        {
            results.Add(([results.Sum(row => row.Counts[0]), results.Sum(row => row.Counts[1]), results.Sum(row => row.Counts[2])], "total"));
        }

        await PrintAsync(run, options, results);
        return status;
    }

    private static async ValueTask PrintAsync(CommandRun run, CommandOptions options, List<(long[] Counts, string? Name)> results)
    {
        var chosen = options.LastOf("lwcm") is null ? [0, 1, 2] : new[] { ('l', 0), ('w', 1), ('c', 2), ('m', 2) }.Where(column => options.Has(column.Item1)).Select(column => column.Item2).Distinct().ToArray();

        // GNU's width: that of the largest number, or 7 where sizes are not known before.
        var width = chosen.Length == 1 && results.Count == 1 ? 1
            : options.Operands.Count == 0 || options.Operands.Contains("-") ? 7
            : results.Count == 0 ? 1 : results.Max(row => row.Counts[2]).ToString(System.Globalization.CultureInfo.InvariantCulture).Length;
        foreach (var (counts, name) in results)
        {
            await run.Output.WriteAsync(string.Join(' ', chosen.Select(column => counts[column].ToString(System.Globalization.CultureInfo.InvariantCulture).PadLeft(width))));
            await run.Output.WriteLineAsync(name is null ? "" : " " + name);
        }
    }

    private static async ValueTask<long[]> CountAsync(ByteReader reader)
    {
        var counts = new long[3];
        var inWord = false;
        while (await reader.ReadAsync() is { IsEmpty: false } piece)
        {
            counts[2] += piece.Length;
            foreach (var cell in piece.Span)
            {
                counts[0] += cell == '\n' ? 1 : 0;
                var isBlank = cell is (byte)' ' or (>= 9 and <= 13);
                counts[1] += !isBlank && !inWord ? 1 : 0;
                inWord = !isBlank;
            }
        }

        return counts;
    }
}
