namespace KubeEmulator.Nodes.Containers.Shell.Builtins;

/// <summary>ulimit: nothing is limited here beyond what the container is.</summary>
internal static class UlimitBuiltin
{
    public static async ValueTask<int> RunAsync(Shell shell, IReadOnlyList<string> words)
    {
        if (words.Count == 1 || (words.Count == 2 && words[1].StartsWith('-')))
        {
            await shell.WriteAsync(1, words.Count > 1 && words[1] == "-n" ? "1048576\n" : "unlimited\n");
        }

        return 0;
    }
}
