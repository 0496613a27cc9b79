using KubeEmulator.Tool.Control;

namespace KubeEmulator.Tool.Commands;

/// <summary>Writes a kubeconfig so that only its owner can read it: it holds a key.</summary>
internal static class KubeconfigFile
{
    private const string Pattern = "kube-emulator-*.kubeconfig";

    /// <summary>The file that <c>up</c> writes where none is named.</summary>
    public static string Default(int port) => Path.Combine(Path.GetTempPath(), $"kube-emulator-{port}.kubeconfig");

    /// <summary>Those of a folder that <c>up</c> has named itself, the newest first.</summary>
    public static IReadOnlyList<string> In(string folder) =>
        [.. new DirectoryInfo(folder).EnumerateFiles(Pattern).OrderByDescending(f => f.LastWriteTimeUtc).Select(f => f.FullName)];

    /// <summary>The newest of the temporary folder; null where there is none.</summary>
    public static string? Newest() => In(Path.GetTempPath()) is [var newest, ..] ? newest : null;

    /// <exception cref="ToolException">It cannot be written.</exception>
    public static void Write(string path, string text)
    {
        try
        {
            Put(path, text);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new ToolException($"the kubeconfig cannot be written to {path}: {refused.Message} Name another file with --kubeconfig.", refused);
        }
    }

    private static void Put(string path, string text)
    {
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
        }

        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new StreamWriter(path, options);
        file.Write(text);
    }
}
