using KubeEmulator.Objects;
using KubeEmulator.Scheduling;
using KubeEmulator.Values;

namespace KubeEmulator.ControlPlane.Tests.Scheduling;

public class SchedulerTests
{
    private const string Gate = "schedulingGates: [{name: example.com/wait}]";

    [Fact]
    public async Task Pod_ThatFits_IsBoundByTheSchedulerWithItsEvent()
    {
        await using var cluster = await SchedulerHarness.StartAsync();
        await cluster.NodeAsync("a");
        await cluster.PodAsync("p");
        await cluster.QuietAsync();

        Assert.Equal("a", cluster.NodeOf("p"));
        Assert.Equal("True", cluster.Scheduled("p"));
        Assert.Equal(["p Scheduled: Successfully assigned default/p to a"], cluster.Events());
        var recorded = cluster.Services.Store.Current.List(new GroupResource("", "events"))[0].Root;
        Assert.Equal("default-scheduler", recorded.String("reportingComponent"));
        Assert.Equal("Binding", recorded.String("action"));
    }

    [Fact]
    public async Task Pod_WithoutNodes_SaysSoAndIsTriedAgainAfterBackOff()
    {
        await using var cluster = await SchedulerHarness.StartAsync();
        await cluster.PodAsync("p");
        await cluster.QuietAsync();
        Assert.Equal("False Unschedulable: no nodes available to schedule pods", cluster.Scheduled("p"));

        await cluster.NodeAsync("a");
        await cluster.QuietAsync();
        Assert.Equal("", cluster.NodeOf("p"));
        await cluster.AdvanceAsync(3);
        Assert.Equal("a", cluster.NodeOf("p"));
    }

    [Fact]
    public async Task Pod_ThatFitsNowhere_SaysWhyInConditionAndEvent()
    {
        await using var cluster = await SchedulerHarness.StartAsync();
        await cluster.NodeAsync("a", allocatable: "cpu: 1, memory: 1Gi, pods: 110");
        await cluster.NodeAsync("b", spec: "taints: [{key: dedicated, value: batch, effect: NoSchedule}]");
        await cluster.NodeAsync("c", spec: "unschedulable: true");
        await cluster.PodAsync("p", requests: "cpu: 2, memory: 2Gi");
        await cluster.QuietAsync();

        const string text = "0/3 nodes are available: 1 Insufficient cpu, 1 Insufficient memory, 1 node(s) had untolerated taint(s), 1 node(s) were unschedulable. "
            + "no new claims to deallocate, preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.";
        Assert.Equal($"False Unschedulable: {text}", cluster.Scheduled("p"));
        Assert.Equal([$"p FailedScheduling: {text}"], cluster.Events());
    }

    [Fact]
    public async Task Pod_WithGates_WaitsSilentlyUntilTheLastIsGone()
    {
        await using var cluster = await SchedulerHarness.StartAsync();
        await cluster.NodeAsync("a");
        await cluster.PodAsync("p", Gate);
        await cluster.QuietAsync();
        Assert.Equal("", cluster.NodeOf("p"));
        Assert.Empty(cluster.Events());

        await cluster.PatchAsync("pods", "p", "{spec: {schedulingGates: null}}");
        await cluster.QuietAsync();
        Assert.Equal("a", cluster.NodeOf("p"));
    }

    [Fact]
    public async Task Pod_OfAnotherScheduler_IsLeftAlone()
    {
        await using var cluster = await SchedulerHarness.StartAsync();
        await cluster.NodeAsync("a");
        await cluster.PodAsync("p", "schedulerName: other");
        await cluster.QuietAsync();

        Assert.Equal("", cluster.NodeOf("p"));
        Assert.Null(cluster.Scheduled("p"));
    }

    [Fact]
    public async Task Profiles_EachScheduleTheirPods()
    {
        var packing = new SchedulerProfile { SchedulerName = "packing", Plugins = SchedulingCatalog.Default(new PluginArguments { ScoringStrategy = ScoringStrategy.MostAllocated }) };
        await using var cluster = await SchedulerHarness.StartAsync(new SchedulerOptions { Profiles = [new SchedulerProfile(), packing] });
        await cluster.NodeAsync("a");
        await cluster.NodeAsync("b");
        await cluster.PodAsync("first", "nodeSelector: {kubernetes.io/hostname: a}", requests: "cpu: 1, memory: 2Gi");
        await cluster.QuietAsync();
        await cluster.PodAsync("spread", requests: "cpu: 1, memory: 2Gi");
        await cluster.PodAsync("packed", "schedulerName: packing", requests: "cpu: 1, memory: 2Gi");
        await cluster.QuietAsync();

        Assert.Equal("b", cluster.NodeOf("spread"));
        Assert.Contains("packed Scheduled: Successfully assigned default/packed to", string.Join('\n', cluster.Events()));
        Assert.NotEqual("", cluster.NodeOf("packed"));
    }

    [Fact]
    public async Task Pod_BoundByAnotherSchedulerMeanwhile_StaysWhereItIs()
    {
        await using var cluster = await SchedulerHarness.StartAsync();
        await cluster.PodAsync("p");
        await cluster.QuietAsync();
        await cluster.NodeAsync("a");
        await cluster.NodeAsync("b");
        await cluster.Client.ActAsync(new GroupResource("", "pods"), "default", "p", "binding", MapValue.Of(
            ("apiVersion", "v1"), ("kind", "Binding"), ("metadata", MapValue.Of(("name", "p"))), ("target", MapValue.Of(("kind", "Node"), ("name", "b")))));
        await cluster.AdvanceAsync(60);

        Assert.Equal("b", cluster.NodeOf("p"));
        Assert.DoesNotContain(cluster.Events(), e => e.Contains("Scheduled: Successfully", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Node_DeletedUnderItsPods_TakesNoMoreAndComesBackFull()
    {
        await using var cluster = await SchedulerHarness.StartAsync();
        await cluster.NodeAsync("a", allocatable: "cpu: 1, memory: 1Gi, pods: 110");
        await cluster.PodAsync("p", requests: "cpu: 800m");
        await cluster.QuietAsync();
        await cluster.Client.DeleteAsync(new GroupResource("", "nodes"), "", "a");
        await cluster.PodAsync("q", requests: "cpu: 800m");
        await cluster.QuietAsync();
        Assert.Equal("False Unschedulable: no nodes available to schedule pods", cluster.Scheduled("q"));

        await cluster.NodeAsync("a", allocatable: "cpu: 1, memory: 1Gi, pods: 110");
        await cluster.AdvanceAsync(12);
        Assert.Equal("", cluster.NodeOf("q"));
        Assert.Contains("Insufficient cpu", cluster.Scheduled("q"));

        await cluster.RemovePodAsync("p");
        await cluster.AdvanceAsync(1);
        Assert.Equal("a", cluster.NodeOf("q"));
    }

    [Fact]
    public async Task Pod_WithContradictoryAffinity_SaysSo()
    {
        await using var cluster = await SchedulerHarness.StartAsync();
        await cluster.NodeAsync("a");
        await cluster.PodAsync("p", "affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchFields: [{key: metadata.name, operator: In, values: [a]}, {key: metadata.name, operator: In, values: [b]}]}]}}}");
        await cluster.QuietAsync();

        Assert.Equal("False Unschedulable: 0/1 nodes are available: pod affinity terms conflict. not found", cluster.Scheduled("p"));
    }

    [Fact]
    public async Task Pod_PinnedToAMissingNode_SaysWhichPluginWasNotSatisfied()
    {
        await using var cluster = await SchedulerHarness.StartAsync();
        await cluster.NodeAsync("a");
        await cluster.PodAsync("p", "affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchFields: [{key: metadata.name, operator: In, values: [gone]}]}]}}}");
        await cluster.QuietAsync();

        Assert.Equal(
            "False Unschedulable: 0/1 nodes are available: 1 node(s) didn't satisfy plugin(s) [NodeAffinity]. no new claims to deallocate, preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.",
            cluster.Scheduled("p"));
    }

    [Fact]
    public async Task Pod_WaitingForRoom_TakesItWhenAnotherGoes()
    {
        await using var cluster = await SchedulerHarness.StartAsync();
        await cluster.NodeAsync("a");
        await cluster.PodAsync("p", requests: "cpu: 3");
        await cluster.PodAsync("q", requests: "cpu: 3");
        await cluster.QuietAsync();
        Assert.Single((string[])[cluster.NodeOf("p"), cluster.NodeOf("q")], "a");

        await cluster.RemovePodAsync(cluster.NodeOf("p") == "a" ? "p" : "q");
        await cluster.QuietAsync();
        Assert.Equal("a", cluster.NodeOf(cluster.FindPod("p") is null ? "q" : "p"));
    }

    [Fact]
    public async Task Start_WithPodsAndNodesThere_BeginsFromTheSnapshot()
    {
        await using var cluster = await SchedulerHarness.StartAsync(before: async c =>
        {
            await c.NodeAsync("a");
            await c.NodeAsync("b");
            await c.PodAsync("there", "nodeName: a", requests: "cpu: 3");
            await c.PodAsync("p", requests: "cpu: 2");
        });

        Assert.Equal("b", cluster.NodeOf("p"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task SameSeed_GivesTheSameNodes(ulong seed)
    {
        Assert.Equal(await NodesAsync(seed), await NodesAsync(seed));
    }

    [Fact]
    public async Task OtherSeed_GivesOtherNodes() => Assert.NotEqual(await NodesAsync(1), await NodesAsync(2));

    [Fact]
    public async Task FailedScheduling_Again_BecomesASeries()
    {
        await using var cluster = await SchedulerHarness.StartAsync();
        await cluster.PodAsync("p");
        await cluster.AdvanceAsync(60);

        var events = cluster.Services.Store.Current.List(new GroupResource("", "events"));
        Assert.Contains(events, e => e.Root.Map("series")?.Integer("count") == 2);
        Assert.InRange(events.Count, 1, 2);
    }

    private static async Task<string> NodesAsync(ulong seed)
    {
        await using var cluster = await SchedulerHarness.StartAsync(seed: seed);
        for (var i = 0; i < 5; i++)
        {
            await cluster.NodeAsync($"n{i}");
        }

        for (var i = 0; i < 8; i++)
        {
            await cluster.PodAsync($"p{i}");
            await cluster.QuietAsync();
        }

        return string.Join(',', Enumerable.Range(0, 8).Select(i => cluster.NodeOf($"p{i}")));
    }
}
