using KubeEmulator.Nodes.Containers.Shell.Syntax;

namespace KubeEmulator.Nodes.Containers.Shell.Builtins;

/// <summary>unset removes variables and functions.</summary>
internal static class UnsetBuiltin
{
    public static ValueTask<int> RunAsync(Shell shell, IReadOnlyList<string> words)
    {
        var functions = false;
        foreach (var word in words.Skip(1))
        {
            if (word is "-f" or "-v")
            {
                functions = word == "-f";
            }
            else if (functions)
            {
                shell.Functions.Remove(word);
            }
            else if (!Assignment.IsName(word))
            {
                throw new ShellErrorException($"unset: {word}: bad variable name");
            }
            else if (!shell.Variables.Unset(word))
            {
                throw new ShellErrorException($"unset: {word}: is read only");
            }
        }

        return new ValueTask<int>(0);
    }
}
