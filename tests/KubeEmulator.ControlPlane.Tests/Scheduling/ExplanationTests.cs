using KubeEmulator.Objects;
using KubeEmulator.Values;
using static KubeEmulator.ControlPlane.Tests.Scheduling.PluginFixture;

namespace KubeEmulator.ControlPlane.Tests.Scheduling;

public class ExplanationTests
{
    [Fact]
    public void Explain_GivesEveryPluginsVerdictAndScoreForEveryNode()
    {
        var explanation = Explain(Node("a") + Node("b", spec: "unschedulable: true, taints: [{key: x, effect: NoSchedule}]") + Node("c") + Pod("there", "nodeName: a", requests: "cpu: 3") + Pod("p", requests: "cpu: 1, memory: 1Gi"));

        var refused = explanation.Nodes.Single(n => n.Node == "b");
        Assert.Equal(["NodeUnschedulable", "TaintToleration"], refused.Verdicts.Where(v => v.Status.IsRejected).Select(v => v.Plugin));
        Assert.Empty(refused.Scores);
        Assert.Equal(["c"], explanation.Best);
        var best = explanation.Nodes.Single(n => n.Node == "c");
        Assert.Equal(best.Total, best.Scores.Sum(s => s.Normalized * s.Weight));
        Assert.Equal("", explanation.Message);
        Assert.Equal(3, explanation.ToValue().List("nodes")!.Count);
    }

    [Fact]
    public void Explain_ABoundPod_LooksAsIfItWereNot()
    {
        var explanation = Explain(Node("a") + Pod("p", "nodeName: a", requests: "cpu: 3"));
        Assert.Equal("a", explanation.BoundTo);
        Assert.Equal(["a"], explanation.Best);
    }

    [Fact]
    public void Explain_APodOfAnotherScheduler_SaysSo()
    {
        var yaml = Node("a") + Pod("p").Replace("default-scheduler", "other", StringComparison.Ordinal);
        Assert.Contains("\"other\"", Explain(yaml).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_NoSuchPod_IsNotFound() => Assert.Equal(404, Assert.Throws<ApiException>(() => Explain(Node("a"))).Code);

    [Fact]
    public async Task Explain_OfACluster_SaysWhatItsEventSays()
    {
        await using var cluster = await SchedulerHarness.StartAsync();
        await cluster.NodeAsync("a");
        await cluster.PodAsync("p", requests: "cpu: 9");
        await cluster.QuietAsync();

        Assert.Equal($"False Unschedulable: {cluster.Scheduler.Explain("default", "p").Message}", cluster.Scheduled("p"));
    }
}
