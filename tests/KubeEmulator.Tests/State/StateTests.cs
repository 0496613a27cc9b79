using KubeEmulator.Runtime;
using KubeEmulator.Values;

namespace KubeEmulator.Tests.State;

public sealed class StateTests
{
    [Fact]
    public async Task Restore_BringsBackWhatWas_AndTakesWhatCame()
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        await cluster.Objects.ApplyAsync(ConfigMap("kept", "before"));
        var snapshot = cluster.Snapshot();
        await cluster.Objects.ApplyAsync(ConfigMap("kept", "after"));
        await cluster.Objects.ApplyAsync(ConfigMap("new", "after"));

        cluster.Restore(snapshot);

        Assert.Equal("before", cluster.Objects.Get("ConfigMap", "kept").Root.StringAt("data", "value"));
        Assert.Null(cluster.Objects.Find("ConfigMap", "new"));
        Assert.True(cluster.Snapshot().Revision > snapshot.Revision, "the resource version never goes back");
    }

    [Fact]
    public async Task Restore_OfATimeWhenANodeWasLost_TheNodeThatLivesSpeaksUp()
    {
        await using var cluster = await EmulatedCluster.StartAsync(new EmulatedClusterOptions { Clock = ClusterClock.Manual() });
        await cluster.Nodes.StopAsync("node-0");
        await cluster.Clock.AdvanceAsync(TimeSpan.FromMinutes(2));
        var lost = cluster.Snapshot();
        Assert.False(IsReady());
        await cluster.Nodes.StartAsync("node-0");
        await cluster.QuietAsync();
        Assert.True(IsReady());

        cluster.Restore(lost);
        await cluster.QuietAsync();

        Assert.True(IsReady());
        Assert.Null(cluster.Objects.Get("Node", "node-0").Spec["taints"]);

        bool IsReady() => Rules.Conditions.IsTrue(cluster.Objects.Get("Node", "node-0").Status, "Ready");
    }

    [Fact]
    public async Task Restore_TakesBackDefinitions()
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        var snapshot = cluster.Snapshot();
        await cluster.Objects.ApplyAsync(Definition);
        await cluster.Objects.ApplyAsync("{apiVersion: shop.example/v1, kind: Order, metadata: {name: one}}");
        var withOrder = cluster.Snapshot();

        cluster.Restore(snapshot);
        Assert.Throws<ArgumentException>(() => cluster.Objects.Find("Order", "one"));

        cluster.Restore(withOrder);
        Assert.NotNull(cluster.Objects.Find("Order", "one"));
    }

    [Fact]
    public async Task Reset_GoesBackToTheStart()
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        await cluster.Objects.ApplyAsync(ConfigMap("a", "1"));

        cluster.Reset();
        await cluster.QuietAsync();

        Assert.Null(cluster.Objects.Find("ConfigMap", "a"));
        Assert.NotNull(cluster.Objects.Find("ServiceAccount", "default"));
    }

    [Fact]
    public async Task Fork_GoesItsOwnWay()
    {
        await using var origin = await EmulatedCluster.StartAsync();
        await origin.Objects.ApplyAsync(ConfigMap("shared", "1"));

        await using var fork = origin.Fork();
        await fork.Objects.ApplyAsync(ConfigMap("shared", "2"));
        await origin.Objects.ApplyAsync(ConfigMap("mine", "1"));

        Assert.Equal("1", origin.Objects.Get("ConfigMap", "shared").Root.StringAt("data", "value"));
        Assert.Equal("2", fork.Objects.Get("ConfigMap", "shared").Root.StringAt("data", "value"));
        Assert.Null(fork.Objects.Find("ConfigMap", "mine"));
    }

    [Fact]
    public async Task Fork_GivesEqualResults_ForEqualWrites()
    {
        await using var origin = await EmulatedCluster.StartAsync(new EmulatedClusterOptions { Clock = ClusterClock.Manual(), Seed = 7 });
        await using var fork = origin.Fork();

        var one = (await origin.Objects.CreateAsync(Generated)).Single();
        var two = (await fork.Objects.CreateAsync(Generated)).Single();

        Assert.Equal(one.Root, two.Root);
    }

    [Fact]
    public async Task Fork_HasAManualClockOfItsOwn()
    {
        var start = ClusterClock.DefaultStart;
        await using var origin = await EmulatedCluster.StartAsync(new EmulatedClusterOptions { Clock = ClusterClock.Manual() });
        await using var fork = origin.Fork();

        await fork.Clock.AdvanceAsync(TimeSpan.FromHours(1));

        Assert.Equal(start, origin.Clock.GetUtcNow());
        Assert.Equal(start.AddHours(1), fork.Clock.GetUtcNow());
    }

    [Fact]
    public async Task Fork_OutlivesItsOrigin_WithItsCredentials()
    {
        var origin = await EmulatedCluster.StartAsync();
        await using var fork = origin.Fork();
        await origin.DisposeAsync();

        var address = await fork.ListenAsync();

        Assert.Contains("client-certificate-data", fork.Kubeconfig(address), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SameSeedAndClock_GiveTheSameCluster()
    {
        await using var one = await EmulatedCluster.StartAsync(new EmulatedClusterOptions { Clock = ClusterClock.Manual(), Seed = 42 });
        await using var two = await EmulatedCluster.StartAsync(new EmulatedClusterOptions { Clock = ClusterClock.Manual(), Seed = 42 });

        Assert.Equal(one.Snapshot().Revision, two.Snapshot().Revision);
        Assert.Equal(one.Objects.List("Namespace").Select(n => n.Root), two.Objects.List("Namespace").Select(n => n.Root));
    }

    [Fact]
    public async Task Dispose_Twice_DoesNothingMore()
    {
        var cluster = await EmulatedCluster.StartAsync();

        await cluster.DisposeAsync();
        await cluster.DisposeAsync();

        Assert.Throws<ObjectDisposedException>(() => cluster.Fork());
    }

    private const string Generated = "{apiVersion: v1, kind: ConfigMap, metadata: {generateName: run-}}";

    private const string Definition = """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: orders.shop.example}
        spec:
          group: shop.example
          scope: Namespaced
          names: {kind: Order, plural: orders}
          versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}]
        """;

    private static string ConfigMap(string name, string value) =>
        $"{{apiVersion: v1, kind: ConfigMap, metadata: {{name: {name}}}, data: {{value: \"{value}\"}}}}";
}
