using KubeEmulator.Nodes.Containers.Shell.Syntax;

namespace KubeEmulator.Nodes.Containers.Shell.Builtins;

/// <summary>eval runs its words as a script.</summary>
internal static class EvalBuiltin
{
    public static async ValueTask<int> RunAsync(Shell shell, IReadOnlyList<string> words)
    {
        try
        {
            return await shell.RunTextAsync(string.Join(' ', words.Skip(1)));
        }
        catch (ShellSyntaxException failure)
        {
            throw new ShellErrorException("eval: " + failure.Message);
        }
    }
}
