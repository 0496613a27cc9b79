using System.Net;
using System.Net.Sockets;
using KubeEmulator.Tool.Diagnosis;

namespace KubeEmulator.Tool.Tests.Diagnosis;

/// <summary>What doctor finds where clusters have left their kubeconfigs behind.</summary>
public sealed class CheckupTests : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task NoKubeconfig_IsGood()
    {
        var finding = await Checkup.ClustersAsync(_folder.FullName, Long, default);

        Assert.Equal((Verdict.Good, "none runs"), (finding.Verdict, finding.Text));
    }

    [Fact]
    public async Task ClusterThatRuns_IsGood()
    {
        await using var cluster = await EmulatedCluster.StartAsync(b => b.WithApiOnly());
        var address = await cluster.ListenAsync();
        var file = Leave(cluster.Kubeconfig(address));

        var finding = await Checkup.ClustersAsync(_folder.FullName, Long, default);

        Assert.Equal((Verdict.Good, $"{address.GetLeftPart(UriPartial.Authority)} runs ({file})"), (finding.Verdict, finding.Text));
    }

    [Fact]
    public async Task PortThatSomebodyElseHasNow_WhoNeverSpeaks_IsToldAfterThePatience()
    {
        using var somebody = new TcpListener(IPAddress.Loopback, 0);
        somebody.Start();
        await using var cluster = await EmulatedCluster.StartAsync(b => b.WithApiOnly());
        var address = new Uri($"https://{somebody.LocalEndpoint}");
        var file = Leave(cluster.Kubeconfig(address));

        var finding = await Checkup.ClustersAsync(_folder.FullName, TimeSpan.FromMilliseconds(100), default);

        Assert.Equal(Verdict.Note, finding.Verdict);
        Assert.Equal(
            $"{file}: cannot reach the emulator at {address.GetLeftPart(UriPartial.Authority)}: it does not answer. Is it running (kube-emulator up), and is this its kubeconfig? Delete the file where the cluster is gone.",
            finding.Text);
    }

    private string Leave(string kubeconfig)
    {
        var file = Path.Combine(_folder.FullName, "kube-emulator-1.kubeconfig");
        File.WriteAllText(file, kubeconfig);
        return file;
    }
}
