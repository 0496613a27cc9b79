namespace KubeEmulator.Nodes.Containers.Shell.Builtins;

/// <summary>break and continue.</summary>
internal static class LoopBuiltins
{
    public static ValueTask<int> BreakAsync(Shell shell, IReadOnlyList<string> words) => Leave(shell, words, ShellFlow.Break);

    public static ValueTask<int> ContinueAsync(Shell shell, IReadOnlyList<string> words) => Leave(shell, words, ShellFlow.Continue);

    private static ValueTask<int> Leave(Shell shell, IReadOnlyList<string> words, ShellFlow flow)
    {
        var count = words.Count > 1 ? BuiltinNumber.Parse(words[0], words[1]) : 1;
        if (count <= 0)
        {
            throw new ShellErrorException($"{words[0]}: Illegal number: {words[1]}");
        }

        if (shell.LoopDepth > 0)
        {
            shell.Flow = flow;
            shell.FlowCount = Math.Min(count, shell.LoopDepth);
        }

        return new ValueTask<int>(0);
    }
}
