using System.Text.RegularExpressions;
using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands.Text;

/// <summary>grep, egrep and fgrep.</summary>
internal static class GrepCommand
{
    private static readonly Dictionary<string, char> Names = new()
    {
        ["ignore-case"] = 'i', ["invert-match"] = 'v', ["count"] = 'c', ["line-number"] = 'n', ["quiet"] = 'q', ["silent"] = 'q', ["recursive"] = 'r',
        ["files-with-matches"] = 'l', ["files-without-match"] = 'L', ["only-matching"] = 'o', ["word-regexp"] = 'w', ["line-regexp"] = 'x', ["no-filename"] = 'h',
        ["with-filename"] = 'H', ["extended-regexp"] = 'E', ["fixed-strings"] = 'F', ["regexp"] = 'e', ["file"] = 'f', ["max-count"] = 'm', ["no-messages"] = 's',
        ["after-context"] = 'A', ["before-context"] = 'B', ["context"] = 'C', ["perl-regexp"] = 'P', ["basic-regexp"] = 'G', ["line-buffered"] = 'u', ["color"] = 'u', ["text"] = 'a',
    };

    public static async ValueTask<int> RunAsync(CommandRun run)
    {
        var options = CommandOptions.Parse(run, "ivcnqrRlLowxhHEFe:f:m:sA:B:C:PGuaz", Names, failure: 2);
        var operands = options.Operands;
        var patterns = Patterns(run, options, operands);
        var matcher = new GrepMatcher(Build(run, options, patterns), options);
        var recursive = options.Has('r') || options.Has('R');
        var files = operands.Count > 0 ? operands : recursive ? ["."] : ["-"];
        var (found, failed) = (false, false);
        var withNames = options.LastOf("hH") is { } shown ? shown == 'H' : files.Count > 1 || recursive;
        foreach (var name in recursive ? files.SelectMany(file => FileWalk.Files(run, file)) : files)
        {
            try
            {
                await using var file = name == "-" ? null : run.OpenRead(name);
                var reader = file is null ? run.Input : run.Reader(file);
                found |= await matcher.SearchAsync(run, reader, name == "-" ? "(standard input)" : name, withNames);
            }
            catch (FileFailureException failure)
            {
                failed = true;
                if (!options.Has('s'))
                {
                    await run.FailAsync(failure.Failure is FileFailure.IsADirectory ? $"{name}: Is a directory" : $"{name}: {failure.Message}");
                }
            }

            if (found && options.Has('q'))
            {
                return 0;
            }
        }

        return failed ? 2 : found ? 0 : 1;
    }

    private static List<string> Patterns(CommandRun run, CommandOptions options, List<string> operands)
    {
        var patterns = options.Values('e').SelectMany(text => text.Split('\n')).ToList();
        foreach (var name in options.Values('f'))
        {
            var text = ByteText.FromBytes(run.Files.ReadAllBytes(run.Path(name)));
            patterns.AddRange(text.TrimEnd('\n').Split('\n'));
        }

        if (options.LastOf("ef") is null)
        {
            if (operands.Count == 0)
            {
                throw new UsageException("usage: grep [OPTION]... PATTERNS [FILE]...", 2);
            }

            patterns.AddRange(operands[0].Split('\n'));
            operands.RemoveAt(0);
        }

        return patterns;
    }

    private static List<Regex> Build(CommandRun run, CommandOptions options, List<string> patterns)
    {
        var kind = options.LastOf("EFGP") ?? (run.Name == "egrep" ? 'E' : run.Name == "fgrep" ? 'F' : 'G');
        return [.. patterns.Select(pattern => kind == 'F'
            ? new Regex(Regex.Escape(pattern), RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | (options.Has('i') ? RegexOptions.IgnoreCase : 0))
            : PosixRegex.Create(pattern, kind is 'E' or 'P', options.Has('i')))];
    }
}
