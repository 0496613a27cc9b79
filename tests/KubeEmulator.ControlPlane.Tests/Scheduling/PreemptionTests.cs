using KubeEmulator.Values;
using static KubeEmulator.ControlPlane.Tests.Scheduling.PluginFixture;

namespace KubeEmulator.ControlPlane.Tests.Scheduling;

public class PreemptionTests
{
    [Theory]
    // The node whose most important victim matters least.
    [InlineData("a:1:3,b:2:3", "a")]
    // Then the least sum of priorities.
    [InlineData("a:5:2,a:4:2,b:5:2,b:1:2", "b")]
    // Then the fewest victims.
    [InlineData("a:5:2,a:0:2,b:5:4", "b")]
    public void Search_PicksTheNodeThatCostsLeast(string pods, string expected)
    {
        var yaml = Node("a") + Node("b") + string.Concat(pods.Split(',').Select((p, i) => p.Split(':') is var parts
            ? Pod($"v{i}", $"nodeName: {parts[0]}, priority: {parts[1]}", requests: $"cpu: {parts[2]}")
            : ""));
        Assert.Equal(expected, Explain(yaml + Pod("p", "priority: 100", requests: "cpu: 4")).Preemption!.Node);
    }

    [Fact]
    public void Search_LetsPodsStayThatNeedNotGo()
    {
        var yaml = Node("a") + Pod("small", "nodeName: a, priority: 5", requests: "cpu: 1") + Pod("large", "nodeName: a, priority: 4", requests: "cpu: 2") + Pod("p", "priority: 100", requests: "cpu: 2");
        Assert.Equal(["default/large"], Explain(yaml).Preemption!.Victims);
    }

    [Fact]
    public void Search_SparesNodesWithBudgets()
    {
        var budget = "---\n{kind: PodDisruptionBudget, metadata: {name: b}, spec: {selector: {matchLabels: {app: guarded}}}, status: {disruptionsAllowed: 0}}\n";
        var yaml = Node("a") + Node("b") + budget + Pod("guarded", "nodeName: a, priority: 1", "app: guarded", "cpu: 3") + Pod("other", "nodeName: b, priority: 9", requests: "cpu: 3") + Pod("p", "priority: 100", requests: "cpu: 3");
        Assert.Equal("b", Explain(yaml).Preemption!.Node);
    }

    [Theory]
    [InlineData("priority: 100, preemptionPolicy: Never", "not eligible due to preemptionPolicy=Never.")]
    [InlineData("priority: 1", "0/1 nodes are available: 1 No preemption victims found for incoming pod.")]
    public void Search_WithoutWay_SaysWhy(string spec, string expected)
    {
        var explanation = Explain(Node("a") + Pod("there", "nodeName: a, priority: 5", requests: "cpu: 3") + Pod("p", spec, requests: "cpu: 3"));
        Assert.Equal(expected, explanation.Preemption!.Message);
        Assert.EndsWith($"preemption: {expected}", explanation.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Search_ForAPodKeptOutByAntiAffinity_RemovesWhoItMustNotBeNear()
    {
        var away = "affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: web}}}]}}";
        var yaml = Node("a") + Pod("web", "nodeName: a, priority: 1", "app: web") + Pod("db", "nodeName: a, priority: 1", "app: db") + Pod("p", "priority: 100, " + away);
        Assert.Equal(["default/web"], Explain(yaml).Preemption!.Victims);
    }

    [Fact]
    public async Task Preemptor_TakesTheVictimsPlaceWhenItHasGone()
    {
        await using var cluster = await SchedulerHarness.StartAsync();
        await cluster.NodeAsync("a");
        await cluster.PodAsync("victim", "priority: 1, nodeSelector: {kubernetes.io/hostname: a}", requests: "cpu: 3");
        await cluster.QuietAsync();
        await cluster.PodAsync("vip", "priority: 100", requests: "cpu: 3");
        await cluster.QuietAsync();

        var victim = cluster.FindPod("victim")!;
        Assert.True(victim.Metadata.IsDeleting);
        var target = victim.Status.Maps("conditions").Single(c => c.String("type") == "DisruptionTarget");
        Assert.Equal("default-scheduler: preempting to accommodate a higher priority pod", target.String("message"));
        Assert.Equal("a", cluster.FindPod("vip")!.Status.String("nominatedNodeName"));
        Assert.Equal("False Unschedulable: 0/1 nodes are available: 1 Insufficient cpu.", cluster.Scheduled("vip"));
        Assert.Contains($"victim Preempted: Preempted by pod {cluster.FindPod("vip")!.Metadata.Uid} on node a", cluster.Events());

        // The room is held for the nominated pod: one of lower priority does not slip in.
        await cluster.PodAsync("late", "priority: 50", requests: "cpu: 3");
        await cluster.RemovePodAsync("victim");
        await cluster.AdvanceAsync(2);
        Assert.Equal("a", cluster.NodeOf("vip"));
        Assert.Equal("", cluster.NodeOf("late"));
        Assert.Null(cluster.FindPod("vip")!.Status.String("nominatedNodeName"));
    }

    [Fact]
    public async Task Preemptor_WhoseVictimIsLeaving_WaitsAndSaysSo()
    {
        await using var cluster = await SchedulerHarness.StartAsync();
        await cluster.NodeAsync("a");
        await cluster.PodAsync("victim", "priority: 1", requests: "cpu: 3");
        await cluster.QuietAsync();
        await cluster.PodAsync("vip", "priority: 100", requests: "cpu: 3");
        await cluster.QuietAsync();
        await cluster.NodeAsync("b", spec: "unschedulable: true");
        await cluster.AdvanceAsync(400);

        Assert.EndsWith("preemption: not eligible due to a terminating pod on the nominated node.", cluster.Scheduled("vip"), StringComparison.Ordinal);
        Assert.Equal("a", cluster.FindPod("vip")!.Status.String("nominatedNodeName"));
    }
}
