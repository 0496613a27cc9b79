using KubeEmulator.Nodes.Containers.Processes;
using KubeEmulator.Nodes.Containers.Shell;
using KubeEmulator.Nodes.Containers.Shell.Builtins;

namespace KubeEmulator.Nodes.Containers.Commands;

/// <summary>sh: a script from -c, from a file or from standard input.</summary>
internal static class ShellCommand
{
    public static async ValueTask<int> RunAsync(CommandRun run)
    {
        var options = new ShellOptions();
        var words = run.Arguments;
        var index = 0;
        var fromWord = false;
        for (; index < words.Count && words[index] is ['-' or '+', _, ..] word; index++)
        {
            if (word == "--")
            {
                index++;
                break;
            }

            var letters = word.Replace("c", "", StringComparison.Ordinal).Replace("l", "", StringComparison.Ordinal);
            fromWord |= letters.Length < word.Length && word.Contains('c', StringComparison.Ordinal);
            if (letters.Length > 1)
            {
                SetBuiltin.Apply(options, run.Words[0], [letters, .. words.Skip(index + 1)], ref index);
            }
        }

        var rest = words.Skip(index).ToList();
        return fromWord ? await RunWordAsync(run, options, rest)
            : rest.Count > 0 && !options.Letters.Contains('s', StringComparison.Ordinal) ? await RunFileAsync(run, options, rest)
            : await RunInputAsync(run, options, rest);
    }

    private static async ValueTask<int> RunWordAsync(CommandRun run, ShellOptions options, List<string> rest)
    {
        if (rest.Count == 0)
        {
            await run.ErrorAsync($"{run.Words[0]}: 0: -c requires an argument\n");
            return 2;
        }

        var shell = Create(run, options, rest.Count > 1 ? rest[1] : run.Words[0], rest.Skip(2));
        return await shell.FinishAsync(() => shell.RunTextAsync(rest[0]));
    }

    private static async ValueTask<int> RunFileAsync(CommandRun run, ShellOptions options, List<string> rest)
    {
        string text;
        try
        {
            text = ByteText.FromBytes(run.Files.ReadAllBytes(run.Path(rest[0])));
        }
        catch (FileFailureException failure)
        {
            var reason = failure.Failure is FileFailure.NotFound ? "No such file" : failure.Message;
            await run.ErrorAsync($"{run.Words[0]}: 0: cannot open {rest[0]}: {reason}\n");
            return 2;
        }

        var shell = Create(run, options, rest[0], rest.Skip(1));
        return await shell.FinishAsync(() => shell.RunTextAsync(text));
    }

    private static async ValueTask<int> RunInputAsync(CommandRun run, ShellOptions options, List<string> rest)
    {
        if (run.Process.Descriptors[0]?.IsTerminal ?? false)
        {
            options.Set('i', true);
        }

        var shell = Create(run, options, run.Words[0], rest);
        return await shell.FinishAsync(new ShellSession(shell).RunAsync);
    }

    private static Shell.Shell Create(CommandRun run, ShellOptions options, string name, IEnumerable<string> positional)
    {
        var shell = Shell.Shell.Create(run.Process, name, run.Environment, run.WorkingDirectory, options);
        shell.Positional = [.. positional];
        return shell;
    }
}
