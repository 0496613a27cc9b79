using KubeEmulator.Nodes.Containers.Shell.Syntax;

namespace KubeEmulator.Nodes.Containers.Shell.Builtins;

/// <summary>export and readonly.</summary>
internal static class ExportBuiltin
{
    public static ValueTask<int> ExportAsync(Shell shell, IReadOnlyList<string> words) => MarkAsync(shell, words, name => shell.Variables.Export(name), exported: true);

    public static ValueTask<int> ReadOnlyAsync(Shell shell, IReadOnlyList<string> words) => MarkAsync(shell, words, shell.Variables.MakeReadOnly, exported: false);

    private static async ValueTask<int> MarkAsync(Shell shell, IReadOnlyList<string> words, Action<string> mark, bool exported)
    {
        var names = words.Skip(1).Where(word => word is not ("-p" or "--")).ToArray();
        if (names.Length == 0)
        {
            foreach (var (name, value) in shell.Variables.List(exportedOnly: exported, readOnlyOnly: !exported))
            {
                await shell.WriteAsync(1, value is null ? $"{words[0]} {name}\n" : $"{words[0]} {name}={ShellQuoting.Quote(value)}\n");
            }

            return 0;
        }

        foreach (var word in names)
        {
            var equals = word.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? word : word[..equals];
            if (!Assignment.IsName(name))
            {
                throw new ShellErrorException($"{words[0]}: {name}: bad variable name");
            }

            if (equals >= 0)
            {
                shell.Variables.Set(name, word[(equals + 1)..]);
            }

            mark(name);
        }

        return 0;
    }
}
