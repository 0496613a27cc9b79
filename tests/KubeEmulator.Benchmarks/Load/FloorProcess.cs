using System.Diagnostics;
using System.Globalization;

namespace KubeEmulator.Benchmarks.Load;

/// <summary>This program once more, as the floor: so that a table with the floor beside the servers comes from one run.</summary>
internal sealed class FloorProcess : IAsyncDisposable
{
    private readonly Process _process;

    private FloorProcess(Process process, string kubeconfig) => (_process, Kubeconfig) = (process, kubeconfig);

    public string Kubeconfig { get; }

    public int Id => _process.Id;

    public static async Task<FloorProcess> StartAsync(int count)
    {
        var kubeconfig = Path.GetTempFileName();
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
        {
            start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        }

        foreach (var argument in (string[])["floor", kubeconfig, "0", count.ToString(CultureInfo.InvariantCulture)])
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start)!;
        return await process.StandardOutput.ReadLineAsync() == "ready" ? new FloorProcess(process, kubeconfig) : throw new InvalidOperationException("the floor does not start");
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
        File.Delete(Kubeconfig);
    }
}
