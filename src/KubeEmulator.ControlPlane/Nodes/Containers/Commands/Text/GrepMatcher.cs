using System.Text.RegularExpressions;
using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands.Text;

/// <summary>Searches one file and prints what grep's options ask for.</summary>
internal sealed class GrepMatcher(List<Regex> patterns, CommandOptions options)
{
    private readonly int before = Context(options, 'B');
    private readonly int after = Context(options, 'A');
    private readonly long most = options.Number('m', long.MaxValue, text => $"invalid max count: {text}");

    public async ValueTask<bool> SearchAsync(CommandRun run, ByteReader reader, string name, bool withNames)
    {
        var waiting = new Queue<(int Number, string Text)>();
        var (number, count, following, lastPrinted) = (0, 0L, 0, 0);
        while (count < most && await reader.ReadLineAsync() is { } line)
        {
            number++;
            if (Matches(line) == options.Has('v'))
            {
                if (following > 0)
                {
                    following--;
                    lastPrinted = number;
                    await PrintAsync(run, name, withNames, number, line, '-');
                }
                else if (before > 0)
                {
                    waiting.Enqueue((number, line));
                    if (waiting.Count > before)
                    {
                        waiting.Dequeue();
                    }
                }

                continue;
            }

            count++;
            if (options.Has('q') || options.LastOf("lL") is not null)
            {
                break;
            }

            if (!options.Has('c'))
            {
                var start = waiting.Count > 0 ? waiting.Peek().Number : number;
                if ((before > 0 || after > 0) && lastPrinted > 0 && start > lastPrinted + 1)
                {
                    await run.Output.WriteLineAsync("--");
                }

                while (waiting.TryDequeue(out var earlier))
                {
                    await PrintAsync(run, name, withNames, earlier.Number, earlier.Text, '-');
                }

                await PrintMatchAsync(run, name, withNames, number, line);
                (following, lastPrinted) = (after, number);
            }
        }

        await SummarizeAsync(run, name, withNames, count);
        return options.Has('L') ? count == 0 : count > 0;
    }

    private static int Context(CommandOptions options, char letter) =>
        (int)Math.Min(int.MaxValue, options.Number(letter, options.Number('C', 0, Invalid), Invalid));

    private static string Invalid(string text) => $"{text}: invalid context length argument";

    private async ValueTask SummarizeAsync(CommandRun run, string name, bool withNames, long count)
    {
        if (options.Has('q'))
        {
            return;
        }

        if (options.LastOf("lL") is { } list)
        {
            if (list == 'l' == count > 0)
            {
                await run.Output.WriteLineAsync(name);
            }
        }
        else if (options.Has('c'))
        {
            await run.Output.WriteLineAsync(withNames ? $"{name}:{count}" : $"{count}");
        }
    }

    private ValueTask PrintAsync(CommandRun run, string name, bool withNames, int number, string line, char separator) =>
        run.Output.WriteLineAsync($"{(withNames ? name + separator : "")}{(options.Has('n') ? $"{number}{separator}" : "")}{line}");

    private async ValueTask PrintMatchAsync(CommandRun run, string name, bool withNames, int number, string line)
    {
        if (!options.Has('o'))
        {
            await PrintAsync(run, name, withNames, number, line, ':');
            return;
        }

        for (var at = 0; !options.Has('v') && at <= line.Length && Next(line, at) is { } match; at = match.Index + Math.Max(1, match.Length))
        {
            if (match.Length > 0)
            {
                await PrintAsync(run, name, withNames, number, match.Value, ':');
            }
        }
    }

    private bool Matches(string line) => Next(line, 0) is not null;

    private Match? Next(string line, int start)
    {
        Match? best = null;
        foreach (var pattern in patterns)
        {
            var match = pattern.Match(line, start);
            while (match.Success && !Fits(line, match))
            {
                match = match.Index + 1 <= line.Length ? pattern.Match(line, match.Index + 1) : Match.Empty;
            }

            if (match.Success && (best is null || match.Index < best.Index || (match.Index == best.Index && match.Length > best.Length)))
            {
                best = match;
            }
        }

        return best;
    }

    private bool Fits(string line, Match match)
    {
        if (options.Has('x'))
        {
            return match.Index == 0 && match.Length == line.Length;
        }

        return !options.Has('w') || (!IsWord(line, match.Index - 1) && !IsWord(line, match.Index + match.Length));
    }

    private static bool IsWord(string line, int at) => at >= 0 && at < line.Length && (char.IsAsciiLetterOrDigit(line[at]) || line[at] == '_');
}
