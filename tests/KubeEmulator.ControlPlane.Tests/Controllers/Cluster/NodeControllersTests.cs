using KubeEmulator.Controllers.Cluster;
using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Runtime;
using KubeEmulator.Values;

namespace KubeEmulator.ControlPlane.Tests.Controllers.Cluster;

public sealed class NodeControllersTests
{
    private const string Node = """
        apiVersion: v1
        kind: Node
        metadata: {name: NAME}
        status: {conditions: [{type: Ready, status: "True", reason: KubeletReady, message: up, lastHeartbeatTime: "2026-01-01T00:00:00Z", lastTransitionTime: "2026-01-01T00:00:00Z"}]}
        """;

    [Fact]
    public async Task SilentNode_IsUnknownTaintedAndItsPodsLeaveWhenTheyMay()
    {
        await using var cluster = await StartAsync();
        await PodAsync(cluster, "short", "lost", "{key: node.kubernetes.io/unreachable, operator: Exists, effect: NoExecute, tolerationSeconds: 60}");
        await PodAsync(cluster, "forever", "lost", "{operator: Exists}");
        await cluster.QuietAsync();

        await cluster.AdvanceAsync(TimeSpan.FromSeconds(30));
        await RenewAsync(cluster, "fine");
        await cluster.AdvanceAsync(TimeSpan.FromSeconds(21));

        var node = cluster.Get("nodes", "lost", "");
        var ready = Conditions.Find(node.Status, "Ready")!;
        Assert.Equal(("Unknown", "NodeStatusUnknown", "Kubelet stopped posting node status."), (ready.String("status"), ready.String("reason"), ready.String("message")));
        Assert.Equal(
            ["node.kubernetes.io/unreachable:NoExecute", "node.kubernetes.io/unreachable:NoSchedule"],
            new NodeView(node).Taints.Select(t => t.ToString()).Order(StringComparer.Ordinal));
        Assert.Equal("True", Conditions.Find(cluster.Get("nodes", "fine", "").Status, "Ready")!.String("status"));
        Assert.Contains("Node/lost Normal NodeNotReady: Node lost status is now: NodeNotReady", cluster.Events());
        Assert.Contains("Pod/short Warning NodeNotReady: Node is not ready", cluster.Events());
        Assert.False(cluster.Get("pods", "short").Metadata.IsDeleting);

        await RenewAsync(cluster, "fine");
        await cluster.AdvanceAsync(TimeSpan.FromSeconds(45));
        await RenewAsync(cluster, "fine");
        await cluster.AdvanceAsync(TimeSpan.FromSeconds(16));
        Assert.True(cluster.Get("pods", "short").Metadata.IsDeleting);
        Assert.False(cluster.Get("pods", "forever").Metadata.IsDeleting);
        Assert.Contains("Pod/short Normal TaintManagerEviction: Marking for deletion Pod default/short", cluster.Events());
    }

    [Fact]
    public async Task AllNodesSilent_NobodyIsEvicted()
    {
        await using var cluster = await StartAsync();
        await cluster.AdvanceAsync(TimeSpan.FromMinutes(2));
        foreach (var name in (string[])["lost", "fine"])
        {
            Assert.Equal(["node.kubernetes.io/unreachable:NoSchedule"], new NodeView(cluster.Get("nodes", name, "")).Taints.Select(t => t.ToString()));
        }
    }

    [Fact]
    public async Task NodeConditionsAndCordon_BecomeTaintsAndGoAgain()
    {
        await using var cluster = await StartAsync();
        await cluster.PatchAsync("nodes", "fine", "{spec: {unschedulable: true}}", @namespace: "");
        await cluster.QuietAsync();
        Assert.Equal("node.kubernetes.io/unschedulable:NoSchedule", Assert.Single(new NodeView(cluster.Get("nodes", "fine", "")).Taints).ToString());
        await cluster.PatchAsync("nodes", "fine", "{spec: {unschedulable: null}}", @namespace: "");
        await cluster.QuietAsync();
        Assert.Empty(new NodeView(cluster.Get("nodes", "fine", "")).Taints);
        Assert.Equal("0", cluster.Get("nodes", "fine", "").Metadata.Annotations.String("node.alpha.kubernetes.io/ttl"));
    }

    [Fact]
    public async Task Taint_TakenBackInTime_CancelsTheEviction()
    {
        await using var cluster = await StartAsync();
        await PodAsync(cluster, "p", "fine", "{key: evict, operator: Exists, effect: NoExecute, tolerationSeconds: 30}");
        await cluster.PatchAsync("nodes", "fine", "{spec: {taints: [{key: evict, value: now, effect: NoExecute}]}}", @namespace: "");
        await cluster.AdvanceAsync(TimeSpan.FromSeconds(20));
        await cluster.PatchAsync("nodes", "fine", "{spec: {taints: null}}", @namespace: "");
        await cluster.AdvanceAsync(TimeSpan.FromSeconds(20));
        Assert.False(cluster.Get("pods", "p").Metadata.IsDeleting);
        Assert.Contains("Pod/p Normal TaintManagerEviction: Cancelling deletion of Pod default/p", cluster.Events());
    }

    [Fact]
    public async Task PodOfANodeThatIsGone_IsRemovedAfterItsQuarantine()
    {
        await using var cluster = await StartAsync();
        await PodAsync(cluster, "orphan", "lost", "{operator: Exists}");
        await cluster.DeleteAsync("nodes", "lost", @namespace: "");
        await cluster.QuietAsync();
        await cluster.AdvanceAsync(TimeSpan.FromSeconds(39));
        Assert.NotNull(cluster.Find("pods", "orphan"));
        await cluster.AdvanceAsync(TimeSpan.FromSeconds(1));
        Assert.Null(cluster.Find("pods", "orphan"));
    }

    private static async Task<ControllerHarness> StartAsync()
    {
        var cluster = await ControllerHarness.StartAsync(
            (Controller[])[new NodeLifecycleController(TimeSpan.FromSeconds(50)), new TaintEvictionController(), new PodGarbageController(), new NodeTtlController()]);
        await cluster.ApplyAsync("{apiVersion: v1, kind: Namespace, metadata: {name: kube-node-lease}}");
        foreach (var name in (string[])["lost", "fine"])
        {
            await cluster.ApplyAsync(Node.Replace("NAME", name, StringComparison.Ordinal));
        }

        await cluster.ApplyAsync("{apiVersion: coordination.k8s.io/v1, kind: Lease, metadata: {name: fine, namespace: kube-node-lease}, spec: {renewTime: '2026-01-01T00:00:00.000000Z'}}");
        await cluster.QuietAsync();
        return cluster;
    }

    private static async Task RenewAsync(ControllerHarness cluster, string node)
    {
        await cluster.PatchAsync("leases.coordination.k8s.io", node, $"{{spec: {{renewTime: '{KubeTime.FormatMicro(cluster.Clock.GetUtcNow())}'}}}}", @namespace: "kube-node-lease");
        await cluster.QuietAsync();
    }

    private static Task<KubeObject> PodAsync(ControllerHarness cluster, string name, string node, string toleration) => cluster.ApplyAsync($$"""
        apiVersion: v1
        kind: Pod
        metadata: {name: {{name}}}
        spec: {nodeName: {{node}}, tolerations: [{{toleration}}], containers: [{name: c, image: i}]}
        status: {phase: Running, conditions: [{type: Ready, status: "True", lastTransitionTime: "2026-01-01T00:00:00Z"}]}
        """);
}
