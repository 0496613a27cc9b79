namespace KubeEmulator.Nodes.Containers.Shell.Builtins;

/// <summary>set: options and positional parameters.</summary>
internal static class SetBuiltin
{
    public static async ValueTask<int> RunAsync(Shell shell, IReadOnlyList<string> words)
    {
        if (words.Count == 1)
        {
            foreach (var (name, value) in shell.Variables.List().Where(variable => variable.Value is not null))
            {
                await shell.WriteAsync(1, $"{name}={ShellQuoting.Quote(value!)}\n");
            }

            return 0;
        }

        var index = 1;
        var replace = false;
        for (; index < words.Count && words[index] is ['-' or '+', ..] word; index++)
        {
            if (word == "--" || word == "-")
            {
                replace = word == "--";
                index++;
                break;
            }

            if (word is "-o" or "+o" && index + 1 == words.Count)
            {
                await ListAsync(shell, word[0] == '-');
                return 0;
            }

            Apply(shell.Options, "set", words, ref index);
        }

        if (replace || index < words.Count)
        {
            shell.Positional = [.. words.Skip(index)];
            shell.OptionLetter = 0;
        }

        return 0;
    }

    /// <summary>Reads one word of options, with the name that follows an o.</summary>
    /// <exception cref="ShellErrorException">There is no such option.</exception>
    public static void Apply(ShellOptions options, string builtin, IReadOnlyList<string> words, ref int index)
    {
        var word = words[index];
        foreach (var letter in word.AsSpan(1))
        {
            if (letter == 'o' && index + 1 < words.Count)
            {
                if (!options.Set(words[++index], word[0] == '-'))
                {
                    throw new ShellErrorException($"{builtin}: Illegal option -o {words[index]}");
                }
            }
            else if (!options.Set(letter, word[0] == '-'))
            {
                throw new ShellErrorException($"{builtin}: Illegal option -{letter}");
            }
        }
    }

    private static async ValueTask ListAsync(Shell shell, bool readable)
    {
        if (readable)
        {
            await shell.WriteAsync(1, "Current option settings\n");
        }

        foreach (var (name, isOn) in shell.Options.List())
        {
            await shell.WriteAsync(1, readable ? $"{name,-16}{(isOn ? "on" : "off")}\n" : $"set {(isOn ? "-o" : "+o")} {name}\n");
        }
    }
}
