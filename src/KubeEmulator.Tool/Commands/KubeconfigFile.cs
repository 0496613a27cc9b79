namespace KubeEmulator.Tool.Commands;

/// <summary>Writes a kubeconfig so that only its owner can read it: it holds a key.</summary>
internal static class KubeconfigFile
{
    public static async Task WriteAsync(string path, string text)
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

        var file = new StreamWriter(path, options);
        await using (file.ConfigureAwait(false))
        {
            await file.WriteAsync(text).ConfigureAwait(false);
        }
    }
}
