using System.Diagnostics;
using System.Runtime.InteropServices;
using KubeEmulator.Api;
using KubeEmulator.Tool.Commands;
using KubeEmulator.Tool.Control;

namespace KubeEmulator.Tool.Diagnosis;

/// <summary>The looks that <c>doctor</c> takes, in order; none of them leaves anything behind.</summary>
internal static class Checkup
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static IReadOnlyList<Func<CancellationToken, Task<Finding>>> All { get; } = [VersionAsync, ServingAsync, DefaultPortAsync, FilesAsync, KubectlAsync, ClustersAsync];

    private static Task<Finding> VersionAsync(CancellationToken cancellation) => Task.FromResult(new Finding(
        "version",
        Verdict.Good,
        $"KubeEmulator {EmulatorVersion.Text}, Kubernetes {KubernetesVersion.Minor}, {RuntimeInformation.FrameworkDescription} on {RuntimeInformation.OSDescription}, {Environment.ProcessorCount} processors"));

    // A cluster on a free port, asked over TLS with its own kubeconfig: sockets, certificates and the system's TLS at once.
    private static async Task<Finding> ServingAsync(CancellationToken cancellation)
    {
        var file = Path.GetTempFileName();
        try
        {
            var watch = Stopwatch.StartNew();
            var cluster = await EmulatedCluster.StartAsync(b => b.WithApiOnly().WithCredentialsRequired()).ConfigureAwait(false);
            await using (cluster.ConfigureAwait(false))
            {
                await File.WriteAllTextAsync(file, cluster.Kubeconfig(await cluster.ListenAsync().ConfigureAwait(false)), cancellation).ConfigureAwait(false);
                using var client = new ControlClient(file);
                await client.CallAsync(HttpMethod.Get, "clock", null, cancellation).ConfigureAwait(false);
                return new Finding("cluster", Verdict.Good, $"started on a free port and answered over TLS in {watch.ElapsedMilliseconds} ms");
            }
        }
        catch (Exception broken) when (broken is ToolException or IOException or InvalidOperationException or System.Security.Cryptography.CryptographicException)
        {
            return new Finding("cluster", Verdict.Bad, $"a cluster cannot serve on a loopback port with TLS: {broken.Message}");
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<Finding> DefaultPortAsync(CancellationToken cancellation)
    {
        const int Port = 6443;
        try
        {
            var cluster = await EmulatedCluster.StartAsync(b => b.WithApiOnly()).ConfigureAwait(false);
            await using (cluster.ConfigureAwait(false))
            {
                await cluster.ListenAsync(Port).ConfigureAwait(false);
                return new Finding("port", Verdict.Good, $"{Port}, which up takes where no other is named, is free");
            }
        }
        catch (IOException taken)
        {
            return new Finding("port", Verdict.Note, $"{taken.Message} (up takes {Port} where no other is named with --port)");
        }
    }

    private static Task<Finding> FilesAsync(CancellationToken cancellation)
    {
        var folder = Path.GetTempPath();
        try
        {
            File.Delete(Path.GetTempFileName());
            return Task.FromResult(new Finding("files", Verdict.Good, $"{folder} takes kubeconfigs"));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return Task.FromResult(new Finding("files", Verdict.Bad, $"{folder} takes no files ({refused.Message}): set TMPDIR, or name the kubeconfig with --kubeconfig"));
        }
    }

    private static async Task<Finding> KubectlAsync(CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            using var kubectl = Process.Start(new ProcessStartInfo("kubectl", ["version", "--client"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var text = await kubectl.StandardOutput.ReadToEndAsync(patience.Token).ConfigureAwait(false);
            await kubectl.WaitForExitAsync(patience.Token).ConfigureAwait(false);
            return new Finding("kubectl", Verdict.Good, text.Split('\n')[0].Trim());
        }
        catch (Exception missing) when (missing is System.ComponentModel.Win32Exception or OperationCanceledException)
        {
            return new Finding("kubectl", Verdict.Note, "not on the path; the emulator does not need it, people usually do");
        }
    }

    private static async Task<Finding> ClustersAsync(CancellationToken cancellation)
    {
        var told = new List<string>();
        var verdict = Verdict.Good;
        foreach (var file in KubeconfigFile.All())
        {
            try
            {
                using var client = new ControlClient(file);
                await client.CallAsync(HttpMethod.Get, "clock", null, cancellation).ConfigureAwait(false);
                told.Add($"{client.Server.GetLeftPart(UriPartial.Authority)} runs ({file})");
            }
            catch (ToolException gone)
            {
                verdict = Verdict.Note;
                told.Add($"{file}: {gone.Message} Delete the file where the cluster is gone.");
            }
        }

        return new Finding("clusters", verdict, told.Count == 0 ? "none runs" : string.Join("; ", told));
    }
}
