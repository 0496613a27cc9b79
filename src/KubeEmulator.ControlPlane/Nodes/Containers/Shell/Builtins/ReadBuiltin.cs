using System.Text;
using KubeEmulator.Nodes.Containers.Processes;
using KubeEmulator.Nodes.Containers.Shell.Syntax;

namespace KubeEmulator.Nodes.Containers.Shell.Builtins;

/// <summary>read: one line of standard input into variables. Takes no byte beyond the line, since others read on.</summary>
internal static class ReadBuiltin
{
    public static async ValueTask<int> RunAsync(Shell shell, IReadOnlyList<string> words)
    {
        var raw = false;
        var index = 1;
        for (; index < words.Count && words[index] is ['-', _, ..] option; index++)
        {
            if (option == "--")
            {
                index++;
                break;
            }

            if (option == "-p" && index + 1 < words.Count)
            {
                index++;
                continue;
            }

            raw = option == "-r" ? true : throw new ShellErrorException($"read: Illegal option {option[..2]}");
        }

        var names = words.Skip(index).ToArray();
        if (names.Length == 0)
        {
            return await shell.FailAsync("read: arg count");
        }

        foreach (var name in names.Where(name => !Assignment.IsName(name)))
        {
            return await shell.FailAsync($"read: {name}: bad variable name");
        }

        var (letters, ended) = await ReadLineAsync(shell, raw);
        Assign(shell, names, letters);
        return ended ? 0 : 1;
    }

    private static async ValueTask<(List<(char Letter, bool Escaped)> Letters, bool Ended)> ReadLineAsync(Shell shell, bool raw)
    {
        var letters = new List<(char, bool)>();
        var stream = shell.Process.Descriptors[0]?.Stream ?? Stream.Null;
        var one = new byte[1];
        var escaped = false;
        while (await stream.ReadAsync(one, shell.Process.Token) > 0)
        {
            var letter = (char)one[0];
            if (escaped)
            {
                escaped = false;
                if (letter != '\n')
                {
                    letters.Add((letter, true));
                }
            }
            else if (letter == '\\' && !raw)
            {
                escaped = true;
            }
            else if (letter == '\n')
            {
                return (letters, true);
            }
            else if (letter != '\0')
            {
                letters.Add((letter, false));
            }
        }

        return (letters, false);
    }

    private static void Assign(Shell shell, string[] names, List<(char Letter, bool Escaped)> letters)
    {
        var separators = shell.Variables["IFS"] ?? " \t\n";
        var position = 0;
        bool IsBlank(int at) => !letters[at].Escaped && letters[at].Letter is ' ' or '\t' or '\n' && separators.Contains(letters[at].Letter, StringComparison.Ordinal);
        bool IsSeparator(int at) => !letters[at].Escaped && separators.Contains(letters[at].Letter, StringComparison.Ordinal);
        void SkipBlanks()
        {
            while (position < letters.Count && IsBlank(position))
            {
                position++;
            }
        }

        SkipBlanks();
        foreach (var name in names[..^1])
        {
            var field = new StringBuilder();
            while (position < letters.Count && !IsSeparator(position))
            {
                field.Append(letters[position++].Letter);
            }

            SkipBlanks();
            if (position < letters.Count && IsSeparator(position))
            {
                position++;
                SkipBlanks();
            }

            shell.Variables.Set(name, field.ToString());
        }

        shell.Variables.Set(names[^1], Rest(letters, position, IsBlank, IsSeparator));
    }

    // The last variable takes the rest; blanks at its end go, and one separator if it is the only one.
    private static string Rest(List<(char Letter, bool Escaped)> letters, int start, Func<int, bool> isBlank, Func<int, bool> isSeparator)
    {
        var end = letters.Count;
        while (end > start && isBlank(end - 1))
        {
            end--;
        }

        if (end > start && isSeparator(end - 1) && Enumerable.Range(start, end - 1 - start).All(at => !isSeparator(at)))
        {
            end--;
            while (end > start && isBlank(end - 1))
            {
                end--;
            }
        }

        return string.Concat(letters.Skip(start).Take(end - start).Select(letter => letter.Letter));
    }
}
