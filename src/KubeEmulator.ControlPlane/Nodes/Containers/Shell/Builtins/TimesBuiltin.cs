namespace KubeEmulator.Nodes.Containers.Shell.Builtins;

/// <summary>times: programs here take no processor time of their own.</summary>
internal static class TimesBuiltin
{
    public static async ValueTask<int> RunAsync(Shell shell, IReadOnlyList<string> words)
    {
        await shell.WriteAsync(1, "0m0.000000s 0m0.000000s\n0m0.000000s 0m0.000000s\n");
        return 0;
    }
}
