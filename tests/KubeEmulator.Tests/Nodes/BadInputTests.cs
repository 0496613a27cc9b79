using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Values;

namespace KubeEmulator.Tests.Nodes;

/// <summary>What cannot be, and what nobody should do: an event or an error that names the cause, never a hang.</summary>
public sealed class BadInputTests
{
    [Theory]
    [InlineData("containers: [{name: c, image: x, resources: {requests: {cpu: '1000'}}}]", "0/2 nodes are available: 2 Insufficient cpu.")]
    [InlineData("containers: [{name: c, image: x, resources: {requests: {example.com/gpu: '1'}, limits: {example.com/gpu: '1'}}}]", "0/2 nodes are available: 2 Insufficient example.com/gpu.")]
    [InlineData("affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/os, operator: In, values: [linux]}, {key: kubernetes.io/os, operator: NotIn, values: [linux]}]}]}}}, containers: [{name: c, image: x}]", "0/2 nodes are available: 2 node(s) didn't match Pod's node affinity/selector.")]
    [InlineData("affinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: nobody}}}]}}, containers: [{name: c, image: x}]", "0/2 nodes are available: 2 node(s) didn't match pod affinity rules.")]
    public async Task PodThatCanRunNowhere_WaitsWithTheReason(string spec, string reason)
    {
        await using var cluster = await EmulatedCluster.StartAsync(o => o.WithClock(ClusterClock.Manual()).WithNodes(2));

        await cluster.Objects.ApplyAsync($"{{apiVersion: v1, kind: Pod, metadata: {{name: web}}, spec: {{{spec}}}}}");
        await cluster.Clock.AdvanceAsync(TimeSpan.FromMinutes(10));

        var condition = Rules.Conditions.Find(cluster.Objects.Get("pods", "web").Status, "PodScheduled")!;
        Assert.Equal(("False", "Unschedulable"), (condition.String("status"), condition.String("reason")));
        Assert.StartsWith(reason, condition.String("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NodeDeletedUnderRunningPods_LosesThem_AndTheyRunElsewhere()
    {
        await using var cluster = await EmulatedCluster.StartAsync(o => o.WithClock(ClusterClock.Manual()).WithNodes(2));
        await cluster.Objects.ApplyAsync("{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: c, image: nginx}]}}}}");
        await cluster.QuietAsync();
        var before = Pods(cluster).Single();

        await cluster.Nodes.RemoveAsync(before.Spec.String("nodeName")!);
        await cluster.Clock.AdvanceAsync(TimeSpan.FromMinutes(2));

        var after = Pods(cluster).Single();
        Assert.NotEqual(before.Spec.String("nodeName"), after.Spec.String("nodeName"));
        Assert.Equal("Running", after.Status.String("phase"));
    }

    [Fact]
    public async Task TwoSchedulersForOnePod_TheSecondIsToldWhereItIs()
    {
        await using var cluster = await EmulatedCluster.StartAsync(o => o.WithClock(ClusterClock.Manual()).WithNodes(2).WithoutScheduler());
        await cluster.Objects.ApplyAsync("{apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {containers: [{name: c, image: nginx}]}}");
        var pods = cluster.Api.Catalog.FindAnyVersion(new GroupResource("", "pods"))!;
        ValueTask<MapValue> Bind(string node) => cluster.Api.ActAsync(pods, "default", "web", "binding", (MapValue)YamlText.Parse($"{{apiVersion: v1, kind: Binding, metadata: {{name: web}}, target: {{kind: Node, name: {node}}}}}"), WriteOptions.None, new RequestContext(UserInfo.Admin));

        await Bind("node-1");
        var refused = await Assert.ThrowsAsync<ApiException>(async () => await Bind("node-0"));
        await cluster.QuietAsync();

        Assert.Equal((409, "Operation cannot be fulfilled on pods/binding \"web\": pod web is already assigned to node \"node-1\""), (refused.Code, refused.Message));
        Assert.Equal("Running", cluster.Objects.Get("pods", "web").Status.String("phase"));
    }

    [Fact]
    public async Task BindingToANodeThatIsNot_LeavesThePodToNobody_UntilItIsCollected()
    {
        await using var cluster = await EmulatedCluster.StartAsync(o => o.WithClock(ClusterClock.Manual()));

        await cluster.Objects.ApplyAsync("{apiVersion: v1, kind: Pod, metadata: {name: lost}, spec: {nodeName: nowhere, containers: [{name: c, image: nginx}]}}");
        await cluster.QuietAsync();
        Assert.Equal("Pending", cluster.Objects.Get("pods", "lost").Status.String("phase"));
        await cluster.Clock.AdvanceAsync(TimeSpan.FromMinutes(2));

        Assert.Null(cluster.Objects.Find("pods", "lost"));
    }

    [Fact]
    public async Task ClockOfAUsersOwn_IsTaken_AndMovesTheCluster()
    {
        var time = new HandTime(new DateTimeOffset(2030, 5, 1, 12, 0, 0, TimeSpan.Zero));
        await using var cluster = await ReadyIn30SecondsAsync(time);
        Assert.Equal("2030-05-01T12:00:00Z", cluster.Objects.Get("pods", "web").Metadata.CreationTimestamp);
        Assert.False(Ready(cluster));

        time.Move(TimeSpan.FromSeconds(31));
        await cluster.QuietAsync();

        Assert.True(Ready(cluster));
    }

    [Fact]
    public async Task ClockMovedBack_DelaysWhatWasDue_AndHangsNothing()
    {
        var time = new HandTime(new DateTimeOffset(2030, 5, 1, 12, 0, 0, TimeSpan.Zero));
        await using var cluster = await ReadyIn30SecondsAsync(time);

        time.Move(TimeSpan.FromHours(-1));
        await cluster.Objects.ApplyAsync("{apiVersion: v1, kind: Pod, metadata: {name: early}, spec: {containers: [{name: c, image: nginx}]}}");
        await cluster.QuietAsync();
        Assert.Equal(("2030-05-01T11:00:00Z", "Running"), (cluster.Objects.Get("pods", "early").Metadata.CreationTimestamp, cluster.Objects.Get("pods", "early").Status.String("phase")));
        time.Move(TimeSpan.FromSeconds(31));
        await cluster.QuietAsync();
        Assert.False(Ready(cluster));

        time.Move(TimeSpan.FromHours(1));
        await cluster.QuietAsync();
        Assert.True(Ready(cluster));
    }

    [Fact]
    public async Task ManualClock_NeverGoesBack()
    {
        await using var cluster = await EmulatedCluster.StartAsync(o => o.WithClock(ClusterClock.Manual()));

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => cluster.Clock.AdvanceAsync(TimeSpan.FromSeconds(-1)));
    }

    private static async Task<EmulatedCluster> ReadyIn30SecondsAsync(TimeProvider time)
    {
        var cluster = await EmulatedCluster.StartAsync(o => o.WithClock(time));
        cluster.Pods.Matching("app=web").ReadyAfter(TimeSpan.FromSeconds(30));
        await cluster.Objects.ApplyAsync("{apiVersion: v1, kind: Pod, metadata: {name: web, labels: {app: web}}, spec: {containers: [{name: c, image: nginx}]}}");
        await cluster.QuietAsync();
        return cluster;
    }

    private static bool Ready(EmulatedCluster cluster) => Rules.Conditions.IsTrue(cluster.Objects.Get("pods", "web").Status, "Ready");

    private static IReadOnlyList<KubeObject> Pods(EmulatedCluster cluster) => cluster.Objects.List("pods", "default");
}
