using KubeEmulator.Api;
using KubeEmulator.Nodes;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.ControlPlane.Tests.Nodes;

public sealed class NodeEventTests
{
    [Fact]
    public async Task StoppedNode_IsRenewedNoMore_AndItsPodsStartAgainWhenItIsBack()
    {
        await using var cluster = await NodeHarness.StartAsync();
        await cluster.PodAsync("web", "containers: [{name: c, image: pause}]");
        await cluster.AdvanceAsync(25);

        await cluster.Nodes.StopAsync("node-0");
        await cluster.AdvanceAsync(100);

        var lease = cluster.Get("leases.coordination.k8s.io", "node-0", "kube-node-lease");
        Assert.Equal("2026-01-01T00:00:20.000000Z", lease.Spec.String("renewTime"));
        Assert.Null(cluster.Services.Pods!.FindNode("node-0"));
        Assert.Equal(0, cluster.Status("web").Integer("restartCount"));

        await cluster.Nodes.StartAsync("node-0");
        await cluster.QuietAsync();

        Assert.Equal(1, cluster.Status("web").Integer("restartCount"));
        Assert.Equal(255, cluster.Status("web").IntegerAt("lastState", "terminated", "exitCode"));
        Assert.True(cluster.IsTrue("web", "Ready"));
        Assert.Contains("SandboxChanged: Pod sandbox changed, it will be killed and re-created.", cluster.Events("web"));
    }

    [Fact]
    public async Task PartitionedNode_KeepsItsContainers_AndSaysNothing()
    {
        await using var cluster = await NodeHarness.StartAsync();
        await cluster.PodAsync("web", "containers: [{name: c, image: pause}]");

        await cluster.Nodes.PartitionAsync("node-0");
        await cluster.DeleteAsync("pods", "web");
        await cluster.AdvanceAsync(100);
        Assert.NotNull(cluster.Find("pods", "web"));

        await cluster.Nodes.StartAsync("node-0");
        await cluster.QuietAsync();

        Assert.Null(cluster.Find("pods", "web"));
    }

    [Fact]
    public async Task MemoryPressure_EvictsWhatUsesMoreThanItRequests_AndRefusesTheRest()
    {
        await using var cluster = await NodeHarness.StartAsync();
        await cluster.PodAsync("greedy", "containers: [{name: c, image: pause}]");
        await cluster.PodAsync("modest", "containers: [{name: c, image: pause, resources: {requests: {memory: 64Mi}}}]");

        await cluster.Nodes.SetPressureAsync("node-0", NodePressure.Memory);
        await cluster.AdvanceAsync(60);
        await cluster.PodAsync("late", "containers: [{name: c, image: pause}]");

        Assert.Equal(("Failed", "Evicted"), (cluster.Phase("greedy"), cluster.Pod("greedy").Status.String("reason")));
        Assert.Equal(
            "The node was low on resource: memory. Container c was using 16Mi, request is 0, has larger consumption of memory. ",
            cluster.Pod("greedy").Status.String("message"));
        Assert.True(cluster.IsTrue("greedy", "DisruptionTarget"));
        Assert.Equal("Running", cluster.Phase("modest"));
        Assert.Equal("Pod was rejected: The node had condition: [MemoryPressure]. ", cluster.Pod("late").Status.String("message"));
        Assert.True(Rules.Conditions.IsTrue(cluster.Get("nodes", "node-0", "").Status, "MemoryPressure"));
    }

    [Fact]
    public async Task ShutDownNode_EndsItsPods_ThenGoesOff()
    {
        await using var cluster = await NodeHarness.StartAsync();
        await cluster.PodAsync("web", "containers: [{name: c, image: pause}]");

        await cluster.Nodes.ShutdownAsync("node-0");
        await cluster.QuietAsync();
        await cluster.AdvanceAsync(2);

        Assert.Equal(("Failed", "Terminated"), (cluster.Phase("web"), cluster.Pod("web").Status.String("reason")));
        Assert.Equal(NodeState.Stopped, cluster.Nodes.State("node-0"));
        Assert.False(Rules.Conditions.IsTrue(cluster.Get("nodes", "node-0", "").Status, "Ready"));
    }

    [Fact]
    public async Task ShutDownNode_EndsCriticalPodsLast()
    {
        await using var cluster = await NodeHarness.StartAsync();
        await cluster.PodAsync("slow", "containers: [{name: c, image: busybox, command: [sh, -c, \"trap 'sleep 5; exit 0' TERM; while true; do sleep 1; done\"]}]");
        await cluster.PodAsync("dns", "priority: 2000000000, containers: [{name: c, image: pause}]");

        await cluster.Nodes.ShutdownAsync("node-0");
        await cluster.AdvanceAsync(3);
        Assert.Equal(("Running", "Running"), (cluster.Phase("slow"), cluster.Phase("dns")));
        await cluster.AdvanceAsync(10);

        Assert.Equal(("Failed", "Failed", NodeState.Stopped), (cluster.Phase("slow"), cluster.Phase("dns"), cluster.Nodes.State("node-0")));
    }

    [Theory]
    [InlineData(NodePressure.Disk, "DiskPressure", "NodeHasDiskPressure", "NodeHasNoDiskPressure")]
    [InlineData(NodePressure.Pid, "PIDPressure", "NodeHasInsufficientPID", "NodeHasSufficientPID")]
    [InlineData(NodePressure.Memory, "MemoryPressure", "NodeHasInsufficientMemory", "NodeHasSufficientMemory")]
    public async Task Pressure_ComesAndGoes_WithConditionAndEvents(NodePressure pressure, string condition, string bad, string good)
    {
        await using var cluster = await NodeHarness.StartAsync();

        await cluster.Nodes.SetPressureAsync("node-0", pressure);
        Assert.True(Rules.Conditions.IsTrue(cluster.Get("nodes", "node-0", "").Status, condition));
        await cluster.PodAsync("late", "containers: [{name: c, image: pause}]");
        Assert.Equal(("Failed", $"Pod was rejected: The node had condition: [{condition}]. "), (cluster.Phase("late"), cluster.Pod("late").Status.String("message")));
        await cluster.Nodes.SetPressureAsync("node-0", NodePressure.None);

        Assert.False(Rules.Conditions.IsTrue(cluster.Get("nodes", "node-0", "").Status, condition));
        Assert.Contains($"{bad}: Node node-0 status is now: {bad}", cluster.Events("node-0"));
        Assert.Contains($"{good}: Node node-0 status is now: {good}", cluster.Events("node-0"));
    }

    [Fact]
    public async Task Cordon_MarksTheNode_AndUncordonUnmarksIt()
    {
        await using var cluster = await NodeHarness.StartAsync();

        await cluster.Nodes.CordonAsync("node-0");
        Assert.True(cluster.Get("nodes", "node-0", "").Spec.Bool("unschedulable"));
        await cluster.Nodes.UncordonAsync("node-0");

        Assert.False(cluster.Get("nodes", "node-0", "").Spec.ContainsKey("unschedulable"));
    }

    [Fact]
    public async Task RemovedNode_IsKnownNoMore()
    {
        await using var cluster = await NodeHarness.StartAsync();

        await cluster.Nodes.RemoveAsync("node-0");
        await cluster.QuietAsync();

        Assert.Empty(cluster.Nodes.Names);
        Assert.Equal("No node is called \"node-0\". There are: . (Parameter 'node')", Assert.Throws<ArgumentException>(() => cluster.Nodes.State("node-0")).Message);
    }

    [Fact]
    public async Task Drain_EvictsPods_ButNotThoseOfDaemonSets()
    {
        await using var cluster = await NodeHarness.StartAsync();
        await cluster.PodAsync("web", "containers: [{name: c, image: pause}]");

        var left = await cluster.Nodes.DrainAsync("node-0");
        await cluster.QuietAsync();

        Assert.Empty(left);
        Assert.Null(cluster.Find("pods", "web"));
        Assert.True(cluster.Get("nodes", "node-0", "").Spec.Bool("unschedulable"));
    }

    [Theory]
    [InlineData("containers: [{name: c, image: pause, resources: {requests: {cpu: 64}}}]", "OutOfcpu", "Node didn't have enough resource: cpu, requested: 64000, used: 0, capacity: 32000")]
    [InlineData("containers: [{name: c, image: pause, resources: {requests: {memory: 1Ti}}}]", "OutOfmemory", "Node didn't have enough resource: memory, requested: 1099511627776, used: 0, capacity: 274877906944")]
    [InlineData("nodeSelector: {disk: ssd}, containers: [{name: c, image: pause}]", "NodeAffinity", "Predicate NodeAffinity failed: node(s) didn't match Pod's node affinity/selector")]
    [InlineData("os: {name: windows}, containers: [{name: c, image: pause}]", "PodOSNotSupported", "Failed to admit pod as the OS field doesn't match node OS")]
    public async Task PodThatTheNodeCannotTake_IsRejected(string spec, string reason, string message)
    {
        await using var cluster = await NodeHarness.StartAsync();

        await cluster.PodAsync("refused", spec);

        Assert.Equal(("Failed", reason, $"Pod was rejected: {message}"), (cluster.Phase("refused"), cluster.Pod("refused").Status.String("reason"), cluster.Pod("refused").Status.String("message")));
        Assert.Equal([$"{reason}: {message}"], cluster.Events("refused"));
    }

    [Fact]
    public async Task NodeOfAClient_IsAdopted_WithWhatItSays()
    {
        await using var cluster = await NodeHarness.StartAsync();

        await cluster.ApplyAsync("{apiVersion: v1, kind: Node, metadata: {name: mine}, status: {capacity: {cpu: 2, memory: 4Gi, pods: 10}}}");
        await cluster.PodAsync("web", "containers: [{name: c, image: pause}]", "mine");

        var node = cluster.Get("nodes", "mine", "");
        Assert.True(Rules.Conditions.IsTrue(node.Status, "Ready"));
        Assert.Equal("2", node.Status.Map("capacity")!.String("cpu") ?? node.Status.IntegerAt("capacity", "cpu").ToString());
        Assert.Equal("Running", cluster.Phase("web"));
        Assert.NotNull(cluster.Find("leases.coordination.k8s.io", "mine", "kube-node-lease"));
    }

    [Fact]
    public async Task NodesOfASpec_HaveItsLabelsZonesTaintsAndImages()
    {
        await using var cluster = await NodeHarness.StartAsync();

        var names = await cluster.Nodes.AddAsync(new NodeSpec
        {
            Name = "big",
            Count = 3,
            Zones = ["a", "b"],
            Taints = ["dedicated=db:NoSchedule"],
            Images = ["postgres:17"],
            Architecture = "arm64",
            Capacity = new Dictionary<string, string> { ["cpu"] = "64", ["pods"] = "1000" },
            Labels = new Dictionary<string, string> { ["disk"] = "ssd" },
        });
        await cluster.QuietAsync();

        Assert.Equal(["big-0", "big-1", "big-2"], names);
        var node = cluster.Get("nodes", "big-2", "");
        Assert.Equal(("a", "arm64", "ssd"), (node.Metadata.Labels.String("topology.kubernetes.io/zone"), node.Metadata.Labels.String("kubernetes.io/arch"), node.Metadata.Labels.String("disk")));
        Assert.Equal(("dedicated", "db", "NoSchedule"), (node.Spec.Maps("taints").First().String("key"), node.Spec.Maps("taints").First().String("value"), node.Spec.Maps("taints").First().String("effect")));
        Assert.Equal("docker.io/library/postgres:17", node.Status.Maps("images").First().Strings("names").Last());
        Assert.EndsWith("/22", node.Spec.String("podCIDR"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RefusedWordOfANode_ComesThroughInTheEnd()
    {
        await using var cluster = await NodeHarness.StartAsync();
        cluster.Services.Faults = new Refusals("nodes", 8);

        await cluster.Nodes.SetPressureAsync("node-0", NodePressure.Disk);
        Assert.Equal("False", Pressure());
        await cluster.AdvanceAsync(11);
        Assert.Equal("True", Pressure());

        string? Pressure() => Rules.Conditions.Find(cluster.Get("nodes", "node-0", "").Status, "DiskPressure")?.String("status");
    }

    [Fact]
    public async Task NewNode_ItsLeaseRefused_IsThereAllTheSame()
    {
        await using var cluster = await NodeHarness.StartAsync(prepare: c => c.Services.Faults = new Refusals("leases", 8));
        Assert.Null(cluster.Find("leases.coordination.k8s.io", "node-0", "kube-node-lease"));

        await cluster.AdvanceAsync(11);

        Assert.NotNull(cluster.Find("leases.coordination.k8s.io", "node-0", "kube-node-lease"));
    }

    private sealed class Refusals(string resource, int times) : IFaultSource
    {
        private int _left = times;

        public InjectedFault? Next(in FaultedCall call) => call.Resource == resource && call.User.StartsWith("system:node:", StringComparison.Ordinal) && _left-- > 0
            ? new InjectedFault { Status = StatusDocument.ServiceUnavailable("not now") }
            : null;
    }
}
