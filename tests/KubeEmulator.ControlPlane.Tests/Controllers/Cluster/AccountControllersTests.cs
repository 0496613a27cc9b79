using KubeEmulator.Controllers.Cluster;
using KubeEmulator.Values;

namespace KubeEmulator.ControlPlane.Tests.Controllers.Cluster;

public sealed class AccountControllersTests
{
    [Fact]
    public async Task ServiceAccount_EveryNamespace_GetsTheDefaultOne()
    {
        await using var cluster = await ControllerHarness.StartAsync(new ServiceAccountController());
        Assert.NotNull(cluster.Find("serviceaccounts", "default"));

        await cluster.ApplyAsync("{apiVersion: v1, kind: Namespace, metadata: {name: other}}");
        await cluster.QuietAsync();
        Assert.NotNull(cluster.Find("serviceaccounts", "default", "other"));
    }

    [Fact]
    public async Task ServiceAccount_Deleted_ComesBack()
    {
        await using var cluster = await ControllerHarness.StartAsync(new ServiceAccountController());
        var first = cluster.Get("serviceaccounts", "default");
        await cluster.DeleteAsync("serviceaccounts", "default");
        await cluster.QuietAsync();
        Assert.NotEqual(first.Metadata.Uid, cluster.Get("serviceaccounts", "default").Metadata.Uid);
    }

    [Fact]
    public async Task RootCertificate_ChangedByHand_IsRepairedInOneWrite()
    {
        await using var cluster = await ControllerHarness.StartAsync(new RootCertificateController());
        Assert.Equal("the authority\n", cluster.Get("configmaps", "kube-root-ca.crt").Root.StringAt("data", "ca.crt"));

        var changed = await cluster.PatchAsync("configmaps", "kube-root-ca.crt", "{data: {ca.crt: changed, x: more}}");
        await cluster.QuietAsync();
        var repaired = cluster.Get("configmaps", "kube-root-ca.crt");
        Assert.Equal(MapValue.Of(("ca.crt", "the authority\n")), repaired.Root["data"]);
        Assert.Equal(changed.Metadata.Revision + 1, repaired.Metadata.Revision);
    }

    [Fact]
    public async Task RootCertificate_Deleted_ComesBack()
    {
        await using var cluster = await ControllerHarness.StartAsync(new RootCertificateController());
        await cluster.DeleteAsync("configmaps", "kube-root-ca.crt");
        await cluster.QuietAsync();
        Assert.NotNull(cluster.Find("configmaps", "kube-root-ca.crt"));
    }
}
