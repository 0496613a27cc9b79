using KubeEmulator;
using KubeEmulator.Objects;
using KubeEmulator.Testing;
using KubeEmulator.Values;
using WebsiteOperator.Models;

namespace WebsiteOperator.Tests;

/// <summary>What becomes of a website.</summary>
public sealed class ReconcileTests(OperatorCluster shared) : IClassFixture<OperatorCluster>
{
    private readonly RecordedZone _zone = new();

    [Fact]
    public async Task Website_IsServedUnderItsHost()
    {
        await using var cluster = shared.Fork();
        await using var replica = Replica.Start(cluster, _zone);

        await cluster.Objects.ApplyAsync(OperatorCluster.Blog);
        var site = (await cluster.Objects.WaitForConditionAsync("Website", "blog", "Ready"))!;

        using var browser = new HttpClient(cluster.Network.CreateHandler());
        Assert.Equal("<h1>Hello</h1>", await browser.GetStringAsync($"http://{_zone.Hosts["blog.example.com"]}/"));
        Assert.Equal(1, site.Status.Integer("readyReplicas"));
        Assert.Equal("1 of 1 servers are ready", site.Status.Maps("conditions").Single().String("message"));
    }

    [Fact]
    public async Task Website_Scaled_IsReadyWhenAllServersAre()
    {
        await using var cluster = shared.Fork();
        await using var replica = Replica.Start(cluster, _zone);
        cluster.Pods.Matching("app.kubernetes.io/name=website").ReadyAfter(TimeSpan.FromMinutes(2));

        await cluster.Objects.ApplyAsync(OperatorCluster.Blog);
        await cluster.Objects.WaitForConditionAsync("Website", "blog", "Ready");
        await cluster.Objects.PatchAsync("Website", "blog", "{spec: {replicas: 3}}");
        var waiting = await cluster.Objects.WaitForConditionAsync("Website", "blog", "Ready", "False");
        var ready = await cluster.Objects.WaitForConditionAsync("Website", "blog", "Ready");

        Assert.Equal("1 of 3 servers are ready", Message(waiting));
        Assert.Equal("3 of 3 servers are ready", Message(ready));
    }

    [Fact]
    public async Task Website_WithAnImageThatDoesNotExist_IsNotReady_UntilItIsMended()
    {
        await using var cluster = shared.Fork();
        await using var replica = Replica.Start(cluster, _zone);
        cluster.Pods.Matching("app.kubernetes.io/name=website").NeverPullsImage();

        await cluster.Objects.ApplyAsync(OperatorCluster.Blog);
        var waiting = await cluster.Objects.WaitForConditionAsync("Website", "blog", "Ready", "False");
        cluster.Pods.Clear();
        await cluster.Objects.WaitForConditionAsync("Website", "blog", "Ready", timeout: TimeSpan.FromMinutes(15));

        Assert.Equal("0 of 1 servers are ready", Message(waiting));
    }

    [Fact]
    public async Task Website_Deleted_GivesItsHostBack_AndTakesEverythingWithIt()
    {
        await using var cluster = shared.Fork();
        await using var replica = Replica.Start(cluster, _zone);
        await cluster.Objects.ApplyAsync(OperatorCluster.Blog);
        await cluster.Objects.WaitForConditionAsync("Website", "blog", "Ready");

        await cluster.Objects.DeleteAsync("Website", "blog");
        await cluster.Objects.WaitForDeletedAsync("Website", "blog");
        await cluster.Objects.WaitForDeletedAsync("Deployment", "blog");

        Assert.Empty(_zone.Hosts);
        Assert.Null(cluster.Objects.Find("Service", "blog"));
    }

    [Fact]
    public async Task Website_DeletedWhileTheZoneIsDown_StaysUntilItsHostIsGivenBack()
    {
        await using var cluster = shared.Fork();
        await using var replica = Replica.Start(cluster, _zone);
        await cluster.Objects.ApplyAsync(OperatorCluster.Blog);
        await cluster.Objects.WaitForConditionAsync("Website", "blog", "Ready");

        _zone.IsDown = true;
        await cluster.Objects.DeleteAsync("Website", "blog");
        await cluster.Clock.AdvanceAsync(TimeSpan.FromMinutes(10));
        Assert.NotNull(cluster.Objects.Find("Website", "blog"));

        _zone.IsDown = false;
        await cluster.Objects.WaitForDeletedAsync("Website", "blog", timeout: TimeSpan.FromMinutes(6));
        Assert.Empty(_zone.Hosts);
    }

    [Fact]
    public async Task Website_ThatMovesToAnotherHost_IsRefused()
    {
        await using var cluster = shared.Fork();
        await cluster.Objects.ApplyAsync(OperatorCluster.Blog);

        var refused = await Assert.ThrowsAsync<ApiException>(() => cluster.Objects.PatchAsync("Website", "blog", "{spec: {host: other.example.com}}"));

        Assert.Contains("a website keeps its host", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Role_IsExactlyWhatTheOperatorUses()
    {
        await using var cluster = shared.Fork();
        await using (Replica.Start(cluster, _zone))
        {
            await cluster.Objects.ApplyAsync(OperatorCluster.Blog);
            await cluster.Objects.WaitForConditionAsync("Website", "blog", "Ready");
            await cluster.Clock.AdvanceAsync(TimeSpan.FromMinutes(1));
        }

        // A watch is in the log when the server has seen it end, a moment after the operator did.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (cluster.Requests.Find(verb: "watch", user: OperatorCluster.User).Count < 2)
        {
            await Task.Delay(1, patience.Token);
        }

        cluster.Access.RequireExactly(OperatorCluster.User, await File.ReadAllTextAsync(OperatorCluster.Shipped("operator.yaml")));
    }

    [Fact]
    public void Definition_ThatShips_IsThatOfTheModel()
    {
        var shipped = File.ReadAllText(OperatorCluster.Shipped("crd.yaml")).ReplaceLineEndings("\n");

        Assert.Equal(shipped, CustomResourceDefinitions.FromType<Website>());
    }

    private static string? Message(KubeObject site) => site.Status.Maps("conditions").Single().String("message");
}
