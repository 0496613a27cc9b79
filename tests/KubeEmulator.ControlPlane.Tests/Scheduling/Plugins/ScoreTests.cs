using KubeEmulator.Scheduling;
using static KubeEmulator.ControlPlane.Tests.Scheduling.PluginFixture;

namespace KubeEmulator.ControlPlane.Tests.Scheduling.Plugins;

/// <summary>Scores; the numbers are those of upstream's test tables.</summary>
public class ScoreTests
{
    [Theory]
    [InlineData(ScoringStrategy.LeastAllocated, "a=37 b=50")]
    [InlineData(ScoringStrategy.MostAllocated, "a=62 b=50")]
    public void NodeResourcesFit(ScoringStrategy strategy, string expected) => Assert.Equal(expected, Scores(
        Sized("a", "cpu: 4000m, memory: 10000") + Sized("b", "cpu: 6000m, memory: 10000") + Pod("p", requests: "cpu: 3000m, memory: 5000"),
        "NodeResourcesFit",
        new PluginArguments { ScoringStrategy = strategy }));

    [Fact]
    public void NodeResourcesFit_PodsWithoutRequests_CountForALittle() => Assert.Equal(
        "a=96 b=97",
        Scores(Sized("a", "cpu: 4, memory: 4000Mi") + Sized("b", "cpu: 4, memory: 16Gi") + Pod("p"), "NodeResourcesFit"));

    [Theory]
    [InlineData("cpu: 3000m, memory: 5000", "a=68 b=75")]
    [InlineData("", "")]
    public void Balance(string requests, string expected) => Assert.Equal(
        expected,
        Scores(Sized("a", "cpu: 4000m, memory: 10000") + Sized("b", "cpu: 6000m, memory: 10000") + Pod("p", requests: requests), "NodeResourcesBalancedAllocation"));

    [Fact]
    public void Images_OnFewNodes_CountForLess()
    {
        string Images(string name, string images) => Node(name, status: $"allocatable: {{cpu: 4, pods: 110}}, images: [{images}]");
        var pod = "---\n{kind: Pod, metadata: {name: p}, spec: {schedulerName: default-scheduler, containers: [{name: c, image: 'gcr.io/40'}, {name: d, image: 'gcr.io/250'}]}}\n";
        var yaml = Images("a", "{names: ['gcr.io/40:latest'], sizeBytes: 41943040}") + Images("b", "{names: ['gcr.io/250:latest'], sizeBytes: 262144000}") + pod;
        Assert.Equal("a=0 b=5", Scores(yaml, "ImageLocality"));
    }

    [Fact]
    public void Taints_ThatOnlyAsk_CountAgainstANode() => Assert.Equal(
        "a=100 b=50 c=0",
        Scores(Node("a") + Node("b", spec: "taints: [{key: x, effect: PreferNoSchedule}]") + Node("c", spec: "taints: [{key: x, effect: PreferNoSchedule}, {key: y, effect: PreferNoSchedule}]") + Pod("p"), "TaintToleration"));

    [Fact]
    public void NodeAffinity_Preferred_AddsWeights() => Assert.Equal("a=100 b=20 c=0", Scores(
        Node("a", "x: z, u: v") + Node("b", "x: z") + Node("c")
        + Pod("p", "affinity: {nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 2, preference: {matchExpressions: [{key: x, operator: Exists}]}}, {weight: 8, preference: {matchExpressions: [{key: u, operator: Exists}]}}]}}"),
        "NodeAffinity"));

    private static string Sized(string name, string allocatable) => Node(name, status: $"allocatable: {{{allocatable}, pods: 110}}");
}
