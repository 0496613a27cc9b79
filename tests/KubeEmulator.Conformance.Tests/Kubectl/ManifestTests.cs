using KubeEmulator.Conformance.Programs;
using KubeEmulator.TestShared;

namespace KubeEmulator.Conformance.Kubectl;

/// <summary>The manifests that the examples ship.</summary>
public class ManifestTests(ClusterFixture cluster) : IClassFixture<ClusterFixture>
{
    [KubectlFact]
    public async Task Apply_WebShop_CreatesEverything()
    {
        var kubectl = await KubectlSession.StartAsync(cluster, "manifests");
        var file = Path.Combine(SharedReference.RepositoryRoot, "examples", "manifests", "web-shop.yaml");

        var created = await kubectl.OkAsync(null, "apply", "-f", file, "--namespace", "web-shop");
        var again = await kubectl.OkAsync(null, "apply", "-f", file, "--namespace", "web-shop");

        Assert.All(created.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.EndsWith(" created", line, StringComparison.Ordinal));
        Assert.All(again.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.EndsWith(" unchanged", line, StringComparison.Ordinal));
        var all = await kubectl.OkAsync(null, "get", "all", "-A", "-o", "name");
        Assert.Contains("deployment.apps/shop-front", all, StringComparison.Ordinal);
        Assert.Contains("service/shop-front", all, StringComparison.Ordinal);
    }
}
