using System.Text;
using KubeEmulator;
using KubeEmulator.Runtime;

namespace Recipes;

/// <summary>What goes wrong on purpose.</summary>
public sealed class FaultTests
{
    private const string Settings = "{apiVersion: v1, kind: ConfigMap, metadata: {name: settings}}";

    [Fact]
    public async Task Update_IsRefusedThreeTimes()
    {
        await using var cluster = await EmulatedCluster.StartAsync(o => o.WithApiOnly());
        await cluster.Objects.ApplyAsync(Settings);

        // snippet: conflict
        using var fault = cluster.Faults.Add("patch", "configmaps", Fault.Conflict(), times: 3);
        // end snippet

        Assert.Equal(409, await PatchAsync(cluster));
        Assert.Equal(409, await PatchAsync(cluster));
        Assert.Equal(409, await PatchAsync(cluster));
        Assert.Equal(200, await PatchAsync(cluster));
        Assert.Equal(3, fault.Hits);
    }

    [Fact]
    public async Task Rule_ChoosesItsCalls()
    {
        await using var cluster = await EmulatedCluster.StartAsync(o => o.WithClock(ClusterClock.Manual()).WithSeed(7));
        await cluster.Objects.ApplyAsync(Settings);

        // snippet: rule
        cluster.Faults.Add(new FaultRule
        {
            Verb = "patch",
            Resource = "configmaps",
            Name = "settings",
            Skip = 1,                               // the first call passes
            Probability = 0.5,                      // of the others about every second fails, the same ones for the same seed
            Lifetime = TimeSpan.FromMinutes(1),     // of the cluster's time
            Fault = Fault.TooManyRequests(retryAfterSeconds: 5),
        });
        // end snippet

        Assert.Equal(200, await PatchAsync(cluster));
        var answers = new List<int>();
        for (var i = 0; i < 20; i++)
        {
            answers.Add(await PatchAsync(cluster));
        }

        Assert.Contains(429, answers);
        Assert.Contains(200, answers);
        await cluster.Clock.AdvanceAsync(TimeSpan.FromMinutes(1));
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(200, await PatchAsync(cluster));
        }
    }

    [Fact]
    public async Task CommitThenReset_LeavesTheCallerInDoubt()
    {
        await using var cluster = await EmulatedCluster.StartAsync(o => o.WithApiOnly());

        // snippet: doubt
        cluster.Faults.Add("create", "configmaps", Fault.CommitThenReset(), times: 1);
        using var http = new HttpClient(cluster.CreateHandler()) { BaseAddress = new Uri("http://cluster.local") };
        using var body = new StringContent("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"order-1"}}""", Encoding.UTF8, "application/json");

        await Assert.ThrowsAsync<HttpRequestException>(() => http.PostAsync("/api/v1/namespaces/default/configmaps", body));
        Assert.NotNull(cluster.Objects.Find("ConfigMap", "order-1"));     // it was carried out all the same
        // end snippet
    }

    [Fact]
    public async Task Node_ThatIsLost_LosesItsPods()
    {
        await using var cluster = await EmulatedCluster.StartAsync(o => o.WithNodes(2).WithClock(ClusterClock.Manual()));
        await cluster.Objects.ApplyAsync("""
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              selector: {matchLabels: {app: web}}
              template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: nginx}]}}
            """);
        await cluster.Objects.WaitForReadyAsync("Deployment", "web");

        // snippet: node
        var lost = cluster.Objects.List("Pod", labelSelector: "app=web").Single().Spec["nodeName"]!.ToString().Trim('"');
        await cluster.Nodes.PartitionAsync(lost);
        await cluster.Clock.AdvanceAsync(TimeSpan.FromMinutes(7));      // 50 s until NotReady, 5 min of toleration, then a new pod
        // end snippet

        Assert.Contains(cluster.Objects.List("Pod", labelSelector: "app=web"), pod => pod.Spec["nodeName"]!.ToString().Trim('"') != lost);
    }

    private static async Task<int> PatchAsync(EmulatedCluster cluster)
    {
        using var http = new HttpClient(cluster.CreateHandler());
        using var body = new StringContent("""{"data":{"a":"b"}}""", Encoding.UTF8, "application/merge-patch+json");
        using var answer = await http.PatchAsync("http://cluster.local/api/v1/namespaces/default/configmaps/settings", body);
        return (int)answer.StatusCode;
    }
}
