using KubeEmulator.Nodes.Containers.Shell.Syntax;

namespace KubeEmulator.Nodes.Containers.Shell.Builtins;

/// <summary>local: variables that end with the function.</summary>
internal static class LocalBuiltin
{
    public static ValueTask<int> RunAsync(Shell shell, IReadOnlyList<string> words)
    {
        if (!shell.Variables.InFunction)
        {
            throw new ShellErrorException("local: not in a function");
        }

        foreach (var word in words.Skip(1))
        {
            var equals = word.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? word : word[..equals];
            if (!Assignment.IsName(name))
            {
                throw new ShellErrorException($"local: {word}: bad variable name");
            }

            shell.Variables.MakeLocal(name);
            if (equals >= 0)
            {
                shell.Variables.Set(name, word[(equals + 1)..]);
            }
        }

        return new ValueTask<int>(0);
    }
}
