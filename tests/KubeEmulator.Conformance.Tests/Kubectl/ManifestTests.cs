using KubeEmulator.Conformance.Programs;
using KubeEmulator.TestShared;

namespace KubeEmulator.Conformance.Kubectl;

/// <summary>The manifests that the examples ship.</summary>
public class ManifestTests(ClusterFixture cluster) : IClassFixture<ClusterFixture>
{
    // kubectl sends a patch for these every time, on a real cluster too: stringData is never shown, claim templates come back with more
    // than was sent, and a budget's selector is replaced as a whole.
    private static readonly string[] Configured = ["secret/shop-database configured", "statefulset.apps/shop-database configured", "poddisruptionbudget.policy/shop-api configured"];

    [KubectlFact]
    public async Task Apply_WebShop_CreatesEverything()
    {
        var kubectl = await KubectlSession.StartAsync(cluster, "manifests");
        var file = Path.Combine(SharedReference.RepositoryRoot, "examples", "manifests", "web-shop.yaml");

        var created = await kubectl.OkAsync(null, "apply", "-f", file, "--namespace", "web-shop");
        var again = await kubectl.OkAsync(null, "apply", "-f", file, "--namespace", "web-shop");

        Assert.All(created.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.EndsWith(" created", line, StringComparison.Ordinal));
        Assert.Equal(Configured, again.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.EndsWith(" unchanged", StringComparison.Ordinal)));
        var all = await kubectl.OkAsync(null, "get", "all", "-A", "-o", "name");
        Assert.Contains("deployment.apps/shop-front", all, StringComparison.Ordinal);
        Assert.Contains("service/shop-front", all, StringComparison.Ordinal);
    }
}
