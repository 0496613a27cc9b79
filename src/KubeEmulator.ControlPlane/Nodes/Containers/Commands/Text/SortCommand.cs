using System.Globalization;
using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands.Text;

/// <summary>sort, in the order of bytes or numbers, by keys.</summary>
internal static class SortCommand
{
    private static readonly Dictionary<string, char> Names = new() { ["reverse"] = 'r', ["numeric-sort"] = 'n', ["unique"] = 'u', ["key"] = 'k', ["field-separator"] = 't', ["output"] = 'o', ["ignore-case"] = 'f', ["human-numeric-sort"] = 'h', ["version-sort"] = 'V', ["check"] = 'c', ["stable"] = 's' };

    public static async ValueTask<int> RunAsync(CommandRun run)
    {
        var options = CommandOptions.Parse(run, "rnuk:t:o:fbhVcsgdiz", Names, failure: 2);
        var lines = new List<string>();
        foreach (var name in options.Operands.DefaultIfEmpty("-"))
        {
            try
            {
                await using var file = name == "-" ? null : run.OpenRead(name);
                var reader = file is null ? run.Input : run.Reader(file);
                while (await reader.ReadLineAsync() is { } line)
                {
                    lines.Add(line);
                }
            }
            catch (FileFailureException failure)
            {
                return await run.FailAsync($"cannot read: {name}: {failure.Message}", 2);
            }
        }

        var keys = options.Values('k').Select(SortKey.Parse).DefaultIfEmpty(SortKey.Whole).ToArray();
        var comparison = Comparison(options, keys);
        if (options.Has('c'))
        {
            return await CheckAsync(run, options, lines, comparison);
        }

        await WriteAsync(run, options, Sorted(options, lines, comparison), comparison);
        return 0;
    }

    private static List<string> Sorted(CommandOptions options, List<string> lines, Comparison<string> comparison)
    {
        // Whole lines decide where keys are equal, unless asked for stable or unique.
        var whole = !options.Has('s') && !options.Has('u');
        var reverse = options.Has('r') ? -1 : 1;
        return [.. lines.Order(Comparer<string>.Create((left, right) => comparison(left, right) is var result and not 0 ? result : whole ? reverse * string.CompareOrdinal(left, right) : 0))];
    }

    private static async ValueTask WriteAsync(CommandRun run, CommandOptions options, List<string> lines, Comparison<string> comparison)
    {
        await using var file = options.Value('o') is { } name ? run.Files.OpenWrite(run.Path(name)) : null;
        var output = file is null ? run.Output : new ByteWriter(file, run.Token);
        string? before = null;
        foreach (var line in lines)
        {
            if (before is null || !options.Has('u') || comparison(before, line) != 0)
            {
                await output.WriteLineAsync(line);
            }

            before = line;
        }

        await output.FlushAsync();
    }

    private static async ValueTask<int> CheckAsync(CommandRun run, CommandOptions options, List<string> lines, Comparison<string> comparison)
    {
        for (var index = 1; index < lines.Count; index++)
        {
            if (comparison(lines[index - 1], lines[index]) is var order && (order > 0 || (order == 0 && options.Has('u'))))
            {
                return await run.FailAsync($"{options.Operands.FirstOrDefault("-")}:{index + 1}: disorder: {lines[index]}");
            }
        }

        return 0;
    }

    private static Comparison<string> Comparison(CommandOptions options, SortKey[] keys) => (left, right) =>
    {
        foreach (var key in keys)
        {
            var flags = key.Flags.Length > 0 ? key.Flags : string.Concat("rnfbhVg".Where(options.Has));
            var separator = options.Value('t')?.FirstOrDefault();
            var result = Compare(key.Of(left, separator, flags), key.Of(right, separator, flags), flags);
            if (result != 0)
            {
                return flags.Contains('r', StringComparison.Ordinal) ? -result : result;
            }
        }

        return 0;
    };

    private static int Compare(string left, string right, string flags)
    {
        if (flags.AsSpan().ContainsAny("nhg"))
        {
            return Number(left, flags).CompareTo(Number(right, flags));
        }

        if (flags.Contains('V', StringComparison.Ordinal))
        {
            return SortKey.CompareVersions(left, right);
        }

        return flags.Contains('f', StringComparison.Ordinal) ? string.CompareOrdinal(left.ToUpperInvariant(), right.ToUpperInvariant()) : string.CompareOrdinal(left, right);
    }

    private static double Number(string text, string flags)
    {
        var trimmed = text.AsSpan().TrimStart(" \t");
        var length = trimmed.StartsWith("-") ? 1 : 0;
        while (length < trimmed.Length && (char.IsAsciiDigit(trimmed[length]) || trimmed[length] == '.'))
        {
            length++;
        }

        var value = double.TryParse(trimmed[..length], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : 0;
        var unit = flags.Contains('h', StringComparison.Ordinal) && length < trimmed.Length ? "KMGTP".IndexOf(char.ToUpperInvariant(trimmed[length]), StringComparison.Ordinal) : -1;
        return value * Math.Pow(1024, unit + 1);
    }
}
