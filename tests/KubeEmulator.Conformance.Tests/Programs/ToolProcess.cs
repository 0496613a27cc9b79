using System.Diagnostics;
using KubeEmulator.TestShared;

namespace KubeEmulator.Conformance.Programs;

/// <summary>The tool as a child process that serves a cluster.</summary>
internal sealed class ToolProcess : IAsyncDisposable
{
    private readonly string _folder;

    private ToolProcess(Process process, string folder, Uri address, string kubeconfig) => (Process, _folder, Address, Kubeconfig) = (process, folder, address, kubeconfig);

    public Process Process { get; }

    public Uri Address { get; }

    public string Kubeconfig { get; }

    /// <summary>The tool's assembly, built with the configuration of these tests.</summary>
    public static string Assembly
    {
        get
        {
            var output = new DirectoryInfo(AppContext.BaseDirectory);
            return Path.Combine(SharedReference.RepositoryRoot, "src", "KubeEmulator.Tool", "bin", output.Parent!.Name, output.Name, "kube-emulator.dll");
        }
    }

    /// <summary>Starts <c>up</c> on a free port and waits until it says that it is ready.</summary>
    public static async Task<ToolProcess> UpAsync(params string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory("kube-emulator-").FullName;
        var kubeconfig = Path.Combine(folder, "kubeconfig");
        var process = RunningProgram.Start("dotnet", [Assembly, "up", "--port", "0", "--kubeconfig", kubeconfig, .. arguments]);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            var parts = line.Split(' ');
            if (parts is ["ready", var address, ..])
            {
                return new ToolProcess(process, folder, new Uri(address), kubeconfig);
            }
        }

        throw new InvalidOperationException($"the tool did not start: {await process.StandardError.ReadToEndAsync(patience.Token)}");
    }

    /// <summary>A home folder for a client of this cluster, where it may keep what it likes; it goes with the cluster.</summary>
    public string Home(string client) => Directory.CreateDirectory(Path.Combine(_folder, "homes", client)).FullName;

    public async ValueTask DisposeAsync()
    {
        if (!Process.HasExited)
        {
            Process.Kill();
            await Process.WaitForExitAsync();
        }

        Process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
