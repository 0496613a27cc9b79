using FluentAssertions;
using KubeEmulator.FluentAssertions;
using KubeEmulator.Runtime;
using Xunit.Sdk;

namespace KubeEmulator.Testing.Tests;

/// <summary>A cluster with a web shop that is up, shared by the tests of a class.</summary>
public sealed class ShopCluster : EmulatedClusterFixture, IAsyncLifetime
{
    protected override KubeEmulatorBuilder Describe(KubeEmulatorBuilder builder) => builder.WithNodes(2).WithClock(ClusterClock.Manual()).WithSeed(3);

    protected override async Task PrepareAsync(EmulatedCluster cluster)
    {
        await cluster.Objects.ApplyAsync("""
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              replicas: 2
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec: {containers: [{name: web, image: nginx}]}
            """);
        await cluster.Objects.WaitForReadyAsync("Deployment", "web");
    }
}

public sealed class TestingTests(ShopCluster shop) : IClassFixture<ShopCluster>
{
    [Fact]
    public void Cluster_HasWhatWasDeployed()
    {
        shop.Cluster.Should().HaveReady("Deployment", "web")
            .And.HaveCount(2, "Pod", "app=web")
            .And.HaveEvent("ScalingReplicaSet", "Deployment", "web");
    }

    [Fact]
    public async Task Fork_IsOneTestsOwn()
    {
        await using var cluster = shop.Fork();

        await cluster.Objects.PatchAsync("Deployment", "web", "{spec: {replicas: 5}}");
        await cluster.Objects.WaitForReadyAsync("Deployment", "web");

        cluster.Should().HaveCount(5, "Pod", "app=web");
        shop.Cluster.Should().HaveCount(2, "Pod", "app=web");
    }

    [Fact]
    public async Task Failure_ShowsHowTheClusterStands()
    {
        await using var cluster = shop.Fork();
        await cluster.Objects.PatchAsync("Deployment", "web", "{spec: {replicas: 3}}");

        var fault = Assert.ThrowsAny<XunitException>(() => cluster.Should().HaveReady("Deployment", "nosuch"));

        fault.Message.Should().Contain("to have \"Deployment\" \"nosuch\"").And.Contain("web");
    }

    [Fact]
    public async Task Requests_ByManager()
    {
        await using var cluster = shop.Fork();
        using var client = new HttpClient(cluster.CreateHandler()) { BaseAddress = new Uri("http://cluster.local") };
        using var patch = new StringContent("{\"spec\":{\"paused\":true}}", System.Text.Encoding.UTF8, "application/merge-patch+json");

        (await client.PatchAsync(new Uri("/apis/apps/v1/namespaces/default/deployments/web?fieldManager=operator", UriKind.Relative), patch)).EnsureSuccessStatusCode();

        cluster.Requests.Should().HaveSeen("patch", "deployments", times: 1, name: "web", manager: "operator")
            .And.NotHaveSeen("list", "secrets");
    }

    [Fact]
    public async Task StableText_IsTheSameInEveryRun()
    {
        await using var one = await EmulatedCluster.StartAsync();
        await using var two = await EmulatedCluster.StartAsync();

        (await TextAsync(one)).Should().Be(await TextAsync(two)).And.Contain("name: run-id-1").And.Contain("uid: uid-1").And.Contain("creationTimestamp: \"time-1\"");

        static async Task<string> TextAsync(EmulatedCluster cluster) =>
            StableText.Write(await cluster.Objects.CreateAsync("{apiVersion: v1, kind: ConfigMap, metadata: {generateName: run-}}"));
    }

    [Fact]
    public void Report_ShowsPodsEventsAndSeed()
    {
        ClusterReport.Write(shop.Cluster).Should().Contain("seed 3").And.Contain("default/web-").And.Contain("Running, ready").And.Contain("Scheduled");
    }

    [Fact]
    public void Fixture_BeforeItsStart_SaysWhatToDo()
    {
        var fixture = new EmulatedClusterFixture();

        fixture.Invoking(f => f.Cluster).Should().Throw<InvalidOperationException>().WithMessage("*await InitializeAsync()*");
    }
}
