using System.Text;
using KubeEmulator.Nodes.Containers.Processes;
using KubeEmulator.Nodes.Containers.Shell;

namespace KubeEmulator.Nodes.Containers.Commands.Text;

/// <summary>tr.</summary>
internal static class TrCommand
{
    public static async ValueTask<int> RunAsync(CommandRun run)
    {
        var options = CommandOptions.Parse(run, "dscCt", new Dictionary<string, char> { ["delete"] = 'd', ["squeeze-repeats"] = 's', ["complement"] = 'c' }, permute: false);
        var sets = options.Operands;
        if (sets.Count == 0 || (sets.Count == 1 && !options.Has('d') && !options.Has('s')))
        {
            return await run.UsageAsync(sets.Count == 0 ? "missing operand" : $"missing operand after '{sets[0]}'");
        }

        var first = Expand(sets[0]);
        if (options.Has('c') || options.Has('C'))
        {
            first = string.Concat(Enumerable.Range(0, 256).Select(code => (char)code).Where(letter => !first.Contains(letter, StringComparison.Ordinal)));
        }

        var second = sets.Count > 1 ? Expand(sets[1]) : "";
        var map = Map(first, second, options);
        var squeezed = new bool[256];
        foreach (var letter in options.Has('s') ? second.Length > 0 ? second : first : "")
        {
            squeezed[letter] = true;
        }

        await TranslateAsync(run, map, squeezed);
        return 0;
    }

    private static async ValueTask TranslateAsync(CommandRun run, int[] map, bool[] squeezed)
    {
        var last = -1;
        while (await run.Input.ReadAsync() is { IsEmpty: false } piece)
        {
            var result = new byte[piece.Length];
            var count = 0;
            foreach (var cell in piece.Span)
            {
                var mapped = map[cell];
                if (mapped >= 0 && !(squeezed[mapped] && mapped == last))
                {
                    result[count++] = (byte)mapped;
                    last = mapped;
                }
            }

            await run.Output.WriteAsync(result.AsMemory(0, count));
        }
    }

    // -1: deleted. A second set that is too short goes on with its last letter.
    private static int[] Map(string first, string second, CommandOptions options)
    {
        var map = Enumerable.Range(0, 256).ToArray();
        for (var index = 0; index < first.Length; index++)
        {
            if (options.Has('d'))
            {
                map[first[index]] = -1;
            }
            else if (second.Length > 0)
            {
                map[first[index]] = second[Math.Min(index, second.Length - 1)];
            }
        }

        return map;
    }

    private static string Expand(string set)
    {
        var letters = new StringBuilder();
        for (var index = 0; index < set.Length;)
        {
            if (set.AsSpan(index).StartsWith("[:") && set.IndexOf(":]", index, StringComparison.Ordinal) is var close and > 0)
            {
                var name = set[(index + 2)..close];
                letters.Append(string.Concat(Enumerable.Range(0, 256).Select(code => (char)code).Where(letter => ShellPattern.Class(name, letter))));
                index = close + 2;
                continue;
            }

            var start = Letter(set, ref index);
            if (index + 1 < set.Length && set[index] == '-')
            {
                index++;
                var end = Letter(set, ref index);
                if (end < start)
                {
                    throw new UsageException($"range-endpoints of '{start}-{end}' are in reverse collating sequence order");
                }

                for (int code = start; code <= end; code++)
                {
                    letters.Append((char)code);
                }
            }
            else
            {
                letters.Append(start);
            }
        }

        return letters.ToString();
    }

    private static char Letter(string set, ref int index)
    {
        if (set[index] != '\\' || index + 1 >= set.Length)
        {
            return set[index++];
        }

        var length = 2;
        while (length < 4 && set[index + 1] is >= '0' and <= '7' && index + length < set.Length && set[index + length] is >= '0' and <= '7')
        {
            length++;
        }

        var unescaped = new StringBuilder();
        TextEscapes.Unescape(set.Substring(index, length), unescaped, TextEscapes.Style.Printf);
        index += length;
        return unescaped[^1];
    }
}
