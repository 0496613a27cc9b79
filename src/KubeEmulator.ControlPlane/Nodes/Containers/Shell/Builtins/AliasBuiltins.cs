namespace KubeEmulator.Nodes.Containers.Shell.Builtins;

/// <summary>alias and unalias. Aliases are kept and listed; scripts read as a whole line do not use them.</summary>
internal static class AliasBuiltins
{
    public static async ValueTask<int> AliasAsync(Shell shell, IReadOnlyList<string> words)
    {
        var status = 0;
        foreach (var word in words.Count > 1 ? words.Skip(1) : shell.Aliases.Keys)
        {
            if (word.IndexOf('=', 1) is var equals and > 0)
            {
                shell.Aliases[word[..equals]] = word[(equals + 1)..];
            }
            else if (shell.Aliases.TryGetValue(word, out var value))
            {
                await shell.WriteAsync(1, $"{word}={ShellQuoting.Quote(value)}\n");
            }
            else
            {
                await shell.WriteAsync(2, $"alias: {word} not found\n");
                status = 1;
            }
        }

        return status;
    }

    public static async ValueTask<int> UnaliasAsync(Shell shell, IReadOnlyList<string> words)
    {
        var status = 0;
        foreach (var word in words.Skip(1))
        {
            if (word == "-a")
            {
                shell.Aliases.Clear();
            }
            else if (!shell.Aliases.Remove(word))
            {
                await shell.WriteAsync(2, $"unalias: {word} not found\n");
                status = 1;
            }
        }

        return status;
    }
}
