using System.Net;
using System.Text;
using KubeEmulator.Nodes;
using KubeEmulator.Runtime;
using KubeEmulator.Values;

namespace KubeEmulator.Tests.State;

/// <summary>What is in no object and yet decides what comes next: it holds in a fork as in its origin.</summary>
public sealed class ForkTests
{
    private const string Pod = "{apiVersion: v1, kind: Pod, metadata: {name: web, labels: {app: web}}, spec: {containers: [{name: c, image: web}]}}";

    [Fact]
    public async Task RuleOfPods_HoldsInTheFork_AndOneSaidLaterOnlyThere()
    {
        await using var origin = await StartAsync();
        origin.Pods.Matching("app=web").ReadyAfter(TimeSpan.FromMinutes(5));
        await using var fork = origin.Fork();
        fork.Pods.Matching("app=web").NeverPullsImage();

        await origin.Objects.ApplyAsync(Pod);
        await fork.Objects.ApplyAsync(Pod);
        await fork.QuietAsync();
        await origin.Objects.WaitForReadyAsync("Pod", "web", timeout: TimeSpan.FromMinutes(10));

        Assert.Equal(ClusterClock.DefaultStart.AddMinutes(5), origin.Clock.GetUtcNow());
        Assert.Equal("ErrImagePull", fork.Objects.Get("Pod", "web").Status.Maps("containerStatuses").Single().StringAt("state", "waiting", "reason"));
    }

    [Fact]
    public async Task FaultOfCalls_IsCountedOnInTheFork()
    {
        await using var origin = await StartAsync();
        origin.Faults.Add("create", "configmaps", Fault.Unavailable(), times: 2);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await CreateAsync(origin, "a"));
        await using var fork = origin.Fork();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await CreateAsync(fork, "b"));
        Assert.Equal(HttpStatusCode.Created, await CreateAsync(fork, "c"));

        Assert.Equal((2, 1), (fork.Faults.Rules[0].Hits, origin.Faults.Rules[0].Hits));
        fork.Faults.Clear();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await CreateAsync(origin, "d"));
    }

    [Fact]
    public async Task NodeThatIsOff_IsOffInTheFork_AndComesBackInBothAlike()
    {
        await using var origin = await StartAsync();
        await origin.Objects.ApplyAsync(Pod);
        await origin.Objects.WaitForReadyAsync("Pod", "web");
        await origin.Nodes.StopAsync("node-0");
        await origin.Clock.AdvanceAsync(TimeSpan.FromMinutes(1));

        await using var fork = origin.Fork();
        await origin.Clock.AdvanceAsync(TimeSpan.FromMinutes(1));
        await fork.Clock.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(NodeState.Stopped, fork.Nodes.State("node-0"));
        Assert.Equal("Unknown", Condition(fork, "Ready"));
        await origin.Nodes.StartAsync("node-0");
        await fork.Nodes.StartAsync("node-0");
        await origin.QuietAsync();
        await fork.QuietAsync();
        Assert.Equal("True", Condition(fork, "Ready"));
        var status = origin.Objects.Get("Pod", "web").Status;
        Assert.Equal(255, status.Maps("containerStatuses").Single().Map("lastState")?.Map("terminated")?.Integer("exitCode"));
        Assert.Equal(status, fork.Objects.Get("Pod", "web").Status);
    }

    [Fact]
    public async Task NodeThatIsShortOfMemory_IsSoInTheFork_UntilItIsTold()
    {
        await using var origin = await StartAsync();
        await origin.Nodes.SetPressureAsync("node-0", NodePressure.Memory);
        await using var fork = origin.Fork();

        await fork.Clock.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal("True", Condition(fork, "MemoryPressure"));

        await fork.Nodes.SetPressureAsync("node-0", NodePressure.None);
        Assert.Equal(("False", "True"), (Condition(fork, "MemoryPressure"), Condition(origin, "MemoryPressure")));
    }

    private static Task<EmulatedCluster> StartAsync() =>
        EmulatedCluster.StartAsync(new EmulatedClusterOptions { Clock = ClusterClock.Manual(), Seed = 1 });

    private static string? Condition(EmulatedCluster cluster, string type) => Rules.Conditions.Find(cluster.Objects.Get("Node", "node-0").Status, type)?.String("status");

    private static async Task<HttpStatusCode> CreateAsync(EmulatedCluster cluster, string name)
    {
        using var client = new HttpClient(cluster.CreateHandler()) { BaseAddress = new Uri("http://cluster") };
        using var content = new StringContent($$"""{"metadata": {"name": "{{name}}"} }""", Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(new Uri("/api/v1/namespaces/default/configmaps", UriKind.Relative), content);
        return answer.StatusCode;
    }
}
