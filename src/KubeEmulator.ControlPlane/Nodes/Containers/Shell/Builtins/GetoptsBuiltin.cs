using System.Globalization;

namespace KubeEmulator.Nodes.Containers.Shell.Builtins;

/// <summary>getopts: one option at a time.</summary>
internal static class GetoptsBuiltin
{
    public static async ValueTask<int> RunAsync(Shell shell, IReadOnlyList<string> words)
    {
        if (words.Count < 3)
        {
            throw new ShellErrorException("getopts: Usage: getopts optstring var [arg]");
        }

        var (known, variable) = (words[1], words[2]);
        IReadOnlyList<string> arguments = words.Count > 3 ? [.. words.Skip(3)] : shell.Positional;
        var index = int.TryParse(shell.Variables["OPTIND"], NumberStyles.None, CultureInfo.InvariantCulture, out var given) && given > 0 ? given : 1;
        if (shell.OptionLetter == 0)
        {
            var word = index <= arguments.Count ? arguments[index - 1] : "";
            if (word is not ['-', _, ..] || word == "--")
            {
                return End(shell, variable, word == "--" ? index + 1 : index);
            }

            shell.OptionLetter = 1;
        }

        var current = arguments[index - 1];
        var letter = current[shell.OptionLetter++];
        if (shell.OptionLetter >= current.Length)
        {
            shell.OptionLetter = 0;
            index++;
        }

        var at = letter == ':' ? -1 : known.IndexOf(letter, known.StartsWith(':') ? 1 : 0);
        if (at < 0)
        {
            await UnknownAsync(shell, variable, letter, known);
        }
        else if (at + 1 < known.Length && known[at + 1] == ':')
        {
            index = await ArgumentAsync(shell, variable, letter, current, arguments, index, known);
        }
        else
        {
            shell.Variables.Set("OPTARG", "");
            shell.Variables.Set(variable, letter.ToString());
        }

        shell.Variables.Set("OPTIND", index.ToString(CultureInfo.InvariantCulture));
        return 0;
    }

    private static int End(Shell shell, string variable, int index)
    {
        shell.Variables.Set("OPTIND", index.ToString(CultureInfo.InvariantCulture));
        shell.Variables.Set(variable, "?");
        shell.Variables.Unset("OPTARG");
        shell.OptionLetter = 0;
        return 1;
    }

    private static async ValueTask UnknownAsync(Shell shell, string variable, char letter, string known)
    {
        shell.Variables.Set(variable, "?");
        if (known.StartsWith(':'))
        {
            shell.Variables.Set("OPTARG", letter.ToString());
            return;
        }

        shell.Variables.Unset("OPTARG");
        await shell.WriteAsync(2, $"Illegal option -{letter}\n");
    }

    private static async ValueTask<int> ArgumentAsync(Shell shell, string variable, char letter, string current, IReadOnlyList<string> arguments, int index, string known)
    {
        if (shell.OptionLetter > 0)
        {
            shell.Variables.Set("OPTARG", current[shell.OptionLetter..]);
            shell.Variables.Set(variable, letter.ToString());
            shell.OptionLetter = 0;
            return index + 1;
        }

        if (index <= arguments.Count)
        {
            shell.Variables.Set("OPTARG", arguments[index - 1]);
            shell.Variables.Set(variable, letter.ToString());
            return index + 1;
        }

        if (known.StartsWith(':'))
        {
            shell.Variables.Set("OPTARG", letter.ToString());
            shell.Variables.Set(variable, ":");
            return index;
        }

        shell.Variables.Unset("OPTARG");
        shell.Variables.Set(variable, "?");
        await shell.WriteAsync(2, $"No arg for -{letter} option\n");
        return index;
    }
}
