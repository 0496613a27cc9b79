using System.Globalization;
using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands.Host;

/// <summary>seq.</summary>
internal static class SeqCommand
{
    public static async ValueTask<int> RunAsync(CommandRun run)
    {
        var words = run.Arguments.ToList();
        var (separator, pad, format) = ("\n", false, (string?)null);
        while (words.Count > 0 && words[0] is ['-', 's' or 'w' or 'f', ..] option)
        {
            words.RemoveAt(0);
            pad |= option == "-w";
            if (option[1] != 'w')
            {
                var value = option.Length > 2 ? option[2..] : words.Count > 0 ? words[0] : "";
                words.RemoveRange(0, option.Length > 2 || words.Count == 0 ? 0 : 1);
                (separator, format) = option[1] == 's' ? (value, format) : (separator, value);
            }
        }

        if (words.Count is 0 or > 3)
        {
            return await run.UsageAsync(words.Count == 0 ? "missing operand" : $"extra operand '{words[3]}'");
        }

        var numbers = new List<decimal>();
        foreach (var word in words)
        {
            if (!decimal.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            {
                return await run.UsageAsync($"invalid floating point argument: '{word}'");
            }

            numbers.Add(number);
        }

        var (first, step, last) = numbers.Count switch { 1 => (1m, 1m, numbers[0]), 2 => (numbers[0], 1m, numbers[1]), _ => (numbers[0], numbers[1], numbers[2]) };
        if (step == 0)
        {
            return await run.UsageAsync($"invalid Zero increment value: '{words[1]}'");
        }

        var decimals = words.Take(Math.Max(1, words.Count - 1)).Max(word => word.IndexOf('.', StringComparison.Ordinal) is var dot and >= 0 ? word.Length - dot - 1 : 0);
        await WriteAsync(run, first, step, last, value => Text(value, decimals, format, pad ? Math.Max(Text(first, decimals, null, 0).Length, Text(last, decimals, null, 0).Length) : 0), separator);
        return 0;
    }

    private static string Text(decimal value, int decimals, string? format, int width)
    {
        if (format is not null)
        {
            var text = new System.Text.StringBuilder();
            new PrintfFormat(format, new[] { value.ToString(CultureInfo.InvariantCulture) }).Write(text);
            return text.ToString();
        }

        var digits = value.ToString("F" + decimals, CultureInfo.InvariantCulture);
        return digits.StartsWith('-') ? "-" + digits[1..].PadLeft(width - 1, '0') : digits.PadLeft(width, '0');
    }

    private static async ValueTask WriteAsync(CommandRun run, decimal first, decimal step, decimal last, Func<decimal, string> format, string separator)
    {
        var any = false;
        for (var value = first; step > 0 ? value <= last : value >= last; value += step)
        {
            await run.Output.WriteAsync((any ? separator : "") + format(value));
            any = true;
        }

        await run.Output.WriteAsync(any ? "\n" : "");
    }
}
