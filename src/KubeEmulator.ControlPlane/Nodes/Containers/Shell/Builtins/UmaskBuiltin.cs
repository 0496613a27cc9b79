namespace KubeEmulator.Nodes.Containers.Shell.Builtins;

/// <summary>umask: the permissions that new files do not get.</summary>
internal static class UmaskBuiltin
{
    public static async ValueTask<int> RunAsync(Shell shell, IReadOnlyList<string> words)
    {
        if (words.Count == 1)
        {
            await shell.WriteAsync(1, Convert.ToString(shell.Umask, 8).PadLeft(4, '0') + "\n");
            return 0;
        }

        if (words[1] == "-S")
        {
            var text = string.Join(',', new[] { ("u", 6), ("g", 3), ("o", 0) }.Select(who => $"{who.Item1}={Letters(~shell.Umask >> who.Item2)}"));
            await shell.WriteAsync(1, text + "\n");
            return 0;
        }

        if (!words[1].All(letter => letter is >= '0' and <= '7') || words[1].Length > 4)
        {
            throw new ShellErrorException($"umask: Illegal mode: {words[1]}");
        }

        shell.Umask = Convert.ToInt32(words[1], 8) & 0x1ff;
        return 0;
    }

    private static string Letters(int bits) => $"{((bits & 4) != 0 ? "r" : "")}{((bits & 2) != 0 ? "w" : "")}{((bits & 1) != 0 ? "x" : "")}";
}
