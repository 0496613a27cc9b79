using KubeEmulator.Values;
using Xunit;

namespace KubeEmulator.ControlPlane.Tests.Controllers.Workloads;

public sealed class DaemonSetTests
{
    private const string Kind = "daemonsets.apps";

    private static string Set(string more = "", string annotations = "{}") =>
        "{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: agent}, spec: {selector: {matchLabels: {app: agent}}, "
        + "template: {metadata: {labels: {app: agent}, annotations: " + annotations + "}, spec: {containers: [{name: c, image: 'agent:1'}]}}" + (more.Length > 0 ? ", " + more : "") + "}}";

    private static async Task<ControllerHarness> RunAsync(string set, int nodes = 3)
    {
        var cluster = await WorkloadHarness.StartAsync();
        for (var i = 1; i <= nodes; i++)
        {
            await cluster.ApplyAsync($"{{apiVersion: v1, kind: Node, metadata: {{name: node-{i}, labels: {{n: '{i}'}}}}}}");
        }

        await cluster.ApplyAsync(set);
        await cluster.QuietAsync();
        return cluster;
    }

    private static IEnumerable<string> Nodes(ControllerHarness cluster) => cluster.Pods().Select(p => p.Spec.StringOrEmpty("nodeName")).Order();

    [Fact]
    public async Task DaemonSet_Created_HasAPodOnEachNode()
    {
        await using var cluster = await RunAsync(Set());

        Assert.Equal(["node-1", "node-2", "node-3"], Nodes(cluster));
        var status = cluster.Get(Kind, "agent").Status;
        Assert.Equal(3, status.Integer("numberAvailable"));
        Assert.Equal(3, status.Integer("updatedNumberScheduled"));
        Assert.Null(status.Integer("numberUnavailable"));
        Assert.Contains(cluster.Pods()[0].Spec.Maps("tolerations"), t => t.String("key") == "node.kubernetes.io/unschedulable");
    }

    [Fact]
    public async Task DaemonSet_NodesComeAndChange_PodsFollow()
    {
        await using var cluster = await RunAsync(Set(), nodes: 2);
        await cluster.ApplyAsync("{apiVersion: v1, kind: Node, metadata: {name: node-9}}");
        await cluster.PatchAsync("nodes", "node-1", "{spec: {taints: [{key: k, value: v, effect: NoExecute}]}}", @namespace: "");
        await cluster.PatchAsync("nodes", "node-2", "{spec: {taints: [{key: k, value: v, effect: NoSchedule}]}}", @namespace: "");
        await cluster.QuietAsync();

        Assert.Equal(["node-2", "node-9"], Nodes(cluster));
        Assert.Equal(1, cluster.Get(Kind, "agent").Status.Integer("numberMisscheduled"));
    }

    [Fact]
    public async Task DaemonSet_NewTemplate_ReplacesOneByOne()
    {
        await using var cluster = await RunAsync(Set());
        await cluster.PatchAsync(Kind, "agent", "{spec: {template: {spec: {containers: [{name: c, image: 'agent:2'}]}}}}");
        await cluster.QuietAsync();

        Assert.All(cluster.Pods(), p => Assert.Equal("agent:2", p.Spec.Maps("containers").First().String("image")));
        Assert.Equal(3, cluster.Pods().Count);
        Assert.Equal(2, cluster.List("controllerrevisions.apps").Count);
    }

    [Fact]
    public async Task DaemonSet_NewTemplateThatIsNeverReady_StopsAfterTheFirst()
    {
        await using var cluster = await RunAsync(Set());
        await cluster.PatchAsync(Kind, "agent", "{spec: {template: {metadata: {annotations: {test/stays: unready}}}}}");
        await cluster.QuietAsync();

        var status = cluster.Get(Kind, "agent").Status;
        Assert.Equal(1, status.Integer("updatedNumberScheduled"));
        Assert.Equal(2, status.Integer("numberAvailable"));
    }

    [Fact]
    public async Task DaemonSet_Surge_KeepsTheOldPodUntilTheNewOneIsAvailable()
    {
        await using var cluster = await RunAsync(Set("updateStrategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}"));
        await cluster.PatchAsync(Kind, "agent", "{spec: {template: {metadata: {annotations: {test/stays: unready}}}}}");
        await cluster.QuietAsync();
        Assert.Equal(4, cluster.Pods().Count);

        await cluster.PatchAsync(Kind, "agent", "{spec: {template: {metadata: {annotations: {test/stays: null}}}}}");
        await cluster.QuietAsync();
        Assert.Equal(["node-1", "node-2", "node-3"], Nodes(cluster));
    }

    [Fact]
    public async Task DaemonSet_OnDelete_WaitsForDeletion()
    {
        await using var cluster = await RunAsync(Set("updateStrategy: {type: OnDelete}"));
        await cluster.PatchAsync(Kind, "agent", "{spec: {template: {spec: {containers: [{name: c, image: 'agent:2'}]}}}}");
        await cluster.QuietAsync();
        await cluster.DeleteAsync("pods", cluster.Pods()[0].Name);
        await cluster.QuietAsync();

        Assert.Equal(1, cluster.Get(Kind, "agent").Status.Integer("updatedNumberScheduled"));
    }

    [Fact]
    public async Task DaemonSet_PodFails_IsReplacedWithBackOff()
    {
        await using var cluster = await RunAsync(Set(annotations: "{test/exit: '1'}"), nodes: 1);
        var first = cluster.Events().Count(e => e.Contains("FailedDaemonPod", StringComparison.Ordinal));
        await cluster.AdvanceAsync(TimeSpan.FromSeconds(60));

        var later = cluster.Events().Count(e => e.Contains("FailedDaemonPod", StringComparison.Ordinal));
        Assert.Equal(1, first);
        Assert.InRange(later, 5, 8);
    }
}
