namespace KubeEmulator.Nodes.Containers.Shell.Builtins;

/// <summary>exit and return.</summary>
internal static class ExitBuiltins
{
    public static ValueTask<int> ExitAsync(Shell shell, IReadOnlyList<string> words) => Leave(shell, words, ShellFlow.Exit);

    public static ValueTask<int> ReturnAsync(Shell shell, IReadOnlyList<string> words) => Leave(shell, words, ShellFlow.Return);

    private static ValueTask<int> Leave(Shell shell, IReadOnlyList<string> words, ShellFlow flow)
    {
        var status = words.Count > 1 ? BuiltinNumber.Parse(words[0], words[1]) & 0xff : shell.LastStatus;
        shell.Flow = flow;
        return new ValueTask<int>(status);
    }
}
