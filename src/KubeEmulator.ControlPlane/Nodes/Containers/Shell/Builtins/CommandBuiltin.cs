using KubeEmulator.Nodes.Containers.Commands;
using KubeEmulator.Nodes.Containers.Processes;
using KubeEmulator.Nodes.Containers.Shell.Syntax;

namespace KubeEmulator.Nodes.Containers.Shell.Builtins;

/// <summary>command and type: what a name stands for.</summary>
internal static class CommandBuiltin
{
    public static async ValueTask<int> RunAsync(Shell shell, IReadOnlyList<string> words)
    {
        var index = 1;
        var option = ' ';
        for (; index < words.Count && words[index] is ['-', _, ..] word; index++)
        {
            if (word == "--")
            {
                index++;
                break;
            }

            option = word.Contains('v', StringComparison.Ordinal) ? 'v' : word.Contains('V', StringComparison.Ordinal) ? 'V' : option;
        }

        if (index >= words.Count)
        {
            return 0;
        }

        if (option == ' ')
        {
            return await shell.RunWordsAsync([.. words.Skip(index)], withFunctions: false, tested: false);
        }

        var status = 0;
        foreach (var word in words.Skip(index))
        {
            status = await DescribeAsync(shell, word, option == 'V');
        }

        return status;
    }

    public static async ValueTask<int> TypeAsync(Shell shell, IReadOnlyList<string> words)
    {
        var status = 0;
        foreach (var word in words.Skip(1))
        {
            status |= await DescribeAsync(shell, word, verbose: true);
        }

        return status;
    }

    private static async ValueTask<int> DescribeAsync(Shell shell, string name, bool verbose)
    {
        var (text, found) = Describe(shell, name, verbose);
        if (!found && verbose)
        {
            await shell.WriteAsync(1, $"{name}: not found\n");
        }
        else if (found)
        {
            await shell.WriteAsync(1, text + "\n");
        }

        return found ? 0 : 127;
    }

    private static (string Text, bool Found) Describe(Shell shell, string name, bool verbose)
    {
        if (ShellParser.IsReserved(name))
        {
            return (verbose ? $"{name} is a shell keyword" : name, true);
        }

        if (shell.Aliases.TryGetValue(name, out var alias))
        {
            return (verbose ? $"{name} is an alias for {alias}" : $"alias {name}={ShellQuoting.Quote(alias)}", true);
        }

        if (BuiltinCatalog.Find(name) is { IsSpecial: true })
        {
            return (verbose ? $"{name} is a special shell builtin" : name, true);
        }

        if (shell.Functions.ContainsKey(name))
        {
            return (verbose ? $"{name} is a shell function" : name, true);
        }

        if (BuiltinCatalog.Find(name) is not null)
        {
            return (verbose ? $"{name} is a shell builtin" : name, true);
        }

        var found = CommandSearch.Find(shell.Files, ByteText.Decode(shell.WorkingDirectory), shell.Variables["PATH"], name);
        return found.Failure is null ? (verbose ? $"{name} is {found.Path}" : found.Path, true) : ("", false);
    }
}
