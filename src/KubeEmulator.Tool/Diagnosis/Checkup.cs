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

    public static IReadOnlyList<Func<CancellationToken, Task<Finding>>> All { get; } =
        [VersionAsync, ServingAsync, DefaultPortAsync, FilesAsync, KubectlAsync, cancellation => ClustersAsync(Path.GetTempPath(), Patience, cancellation)];

    /// <summary>Asks the clusters of a folder's kubeconfigs, all at once, whether they run.</summary>
    /// <param name="folder">Where the files are.</param>
    /// <param name="patience">How long each may take to answer: what listens on a killed cluster's port may be somebody who never speaks.</param>
    /// <param name="cancellation">Ends the look.</param>
    public static async Task<Finding> ClustersAsync(string folder, TimeSpan patience, CancellationToken cancellation)
    {
        var asked = await Task.WhenAll(KubeconfigFile.In(folder).Select(file => AskAsync(file, patience, cancellation))).ConfigureAwait(false);
        return new Finding(
            "clusters",
            Array.TrueForAll(asked, a => a.Runs) ? Verdict.Good : Verdict.Note,
            asked.Length == 0 ? "none runs" : string.Join("; ", asked.Select(a => a.Text)));
    }

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
                using var client = new ControlClient(file, Patience);
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
            try
            {
                var text = await kubectl.StandardOutput.ReadToEndAsync(patience.Token).ConfigureAwait(false);
                await kubectl.WaitForExitAsync(patience.Token).ConfigureAwait(false);
                return new Finding("kubectl", Verdict.Good, text.Split('\n')[0].Trim());
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                kubectl.Kill(entireProcessTree: true);
                return new Finding("kubectl", Verdict.Note, $"on the path, but it does not tell its version within {Patience.TotalSeconds:0} seconds");
            }
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return new Finding("kubectl", Verdict.Note, "not on the path; the emulator does not need it, people usually do");
        }
    }

    private static async Task<(bool Runs, string Text)> AskAsync(string file, TimeSpan patience, CancellationToken cancellation)
    {
        try
        {
            using var client = new ControlClient(file, patience);
            await client.CallAsync(HttpMethod.Get, "clock", null, cancellation).ConfigureAwait(false);
            return (true, $"{client.Server.GetLeftPart(UriPartial.Authority)} runs ({file})");
        }
        catch (ToolException gone)
        {
            return (false, $"{file}: {gone.Message} Delete the file where the cluster is gone.");
        }
    }
}
