using FluentAssertions;
using KubeEmulator;
using KubeEmulator.FluentAssertions;
using KubeEmulator.Runtime;
using KubeEmulator.Testing;

namespace Recipes;

/// <summary>The first steps of <c>docs/getting-started.md</c>.</summary>
public sealed class FirstTests
{
    // snippet: first
    [Fact]
    public async Task Deployment_ComesUp()
    {
        await using var cluster = await EmulatedCluster.StartAsync(o => o
            .WithNodes(3)
            .WithClock(ClusterClock.Manual()));     // time stands still until somebody waits or advances it

        await cluster.Objects.ApplyAsync("""
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              replicas: 2
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec: {containers: [{name: web, image: "nginx:1.29"}]}
            """);
        await cluster.Objects.WaitForReadyAsync("Deployment", "web");

        Assert.Equal(2, cluster.Objects.List("Pod", labelSelector: "app=web").Count);
    }
    // end snippet

    [Fact]
    public async Task Container_HasTestcontainersLifeCycle()
    {
        // snippet: container
        await using var cluster = new KubeEmulatorBuilder().WithNodes(1).Build();
        await cluster.StartAsync();

        var kubeconfig = await cluster.GetKubeconfigAsync();    // opens a loopback port with TLS
        // end snippet

        Assert.Contains("server: https://127.0.0.1:", kubeconfig, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handler_ReachesTheApiWithoutASocket()
    {
        await using var cluster = await EmulatedCluster.StartAsync(o => o.WithApiOnly());

        // snippet: handler
        using var http = new HttpClient(cluster.CreateHandler()) { BaseAddress = new Uri("http://cluster.local") };
        var version = await http.GetStringAsync("/version");
        // end snippet

        Assert.Contains("\"major\": \"1\"", version, StringComparison.Ordinal);
    }
}

// snippet: fixture
public sealed class ShopCluster : EmulatedClusterFixture, IAsyncLifetime
{
    protected override KubeEmulatorBuilder Describe(KubeEmulatorBuilder builder) => builder.WithNodes(2).WithClock(ClusterClock.Manual());

    protected override async Task PrepareAsync(EmulatedCluster cluster)
    {
        await cluster.Objects.ApplyAsync("{apiVersion: v1, kind: Pod, metadata: {name: shop}, spec: {containers: [{name: shop, image: nginx}]}}");
        await cluster.Objects.WaitForReadyAsync("Pod", "shop");
    }
}

public sealed class ShopTests(ShopCluster shared) : IClassFixture<ShopCluster>
{
    [Fact]
    public async Task Pod_Deleted_IsGone()
    {
        await using var cluster = shared.Fork();    // this test's own, as the shared one is now

        await cluster.Objects.DeleteAsync("Pod", "shop");
        await cluster.Objects.WaitForDeletedAsync("Pod", "shop");

        cluster.Should().NotHave("Pod", "shop");
        shared.Cluster.Should().HaveReady("Pod", "shop");
    }
}
// end snippet
