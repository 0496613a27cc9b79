namespace KubeEmulator.Nodes.Containers.Shell.Builtins;

/// <summary>shift drops the first parameters.</summary>
internal static class ShiftBuiltin
{
    public static ValueTask<int> RunAsync(Shell shell, IReadOnlyList<string> words)
    {
        var count = words.Count > 1 ? BuiltinNumber.Parse("shift", words[1]) : 1;
        if (count > shell.Positional.Count)
        {
            throw new ShellErrorException("shift: can't shift that many");
        }

        shell.Positional = shell.Positional[count..];
        shell.OptionLetter = 0;
        return new ValueTask<int>(0);
    }
}
