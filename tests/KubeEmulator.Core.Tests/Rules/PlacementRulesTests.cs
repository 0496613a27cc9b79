using KubeEmulator.Objects;
using KubeEmulator.Rules;

namespace KubeEmulator.Core.Tests.Rules;

public sealed class PlacementRulesTests
{
    [Theory]
    [InlineData("{key: a, operator: Equal, value: b, effect: NoSchedule}", "{key: a, value: b, effect: NoSchedule}", true)]
    [InlineData("{key: a, value: b}", "{key: a, value: b, effect: NoExecute}", true)]
    [InlineData("{key: a, operator: Exists}", "{key: a, value: c, effect: NoSchedule}", true)]
    [InlineData("{operator: Exists}", "{key: x, effect: NoSchedule}", true)]
    [InlineData("{key: a, operator: Exists, effect: NoExecute}", "{key: a, effect: NoSchedule}", false)]
    [InlineData("{key: a, value: b}", "{key: a, value: c, effect: NoSchedule}", false)]
    [InlineData("{key: a, operator: Gt, value: '3'}", "{key: a, value: '5', effect: NoSchedule}", false)]
    public void Taint_ByAToleration_IsToleratedOrNot(string toleration, string taint, bool expected) =>
        Assert.Equal(expected, Tolerations.Tolerates(new TolerationView(Documents.Map(toleration)), new TaintView(Documents.Map(taint))));

    [Theory]
    [InlineData("Gt", "3", "5", true)]
    [InlineData("Lt", "3", "5", false)]
    [InlineData("Lt", "7", "5", true)]
    [InlineData("Gt", "03", "5", false)]
    public void Taint_ByAComparison_IsToleratedWhereTheGateIsOn(string @operator, string bound, string value, bool expected) =>
        Assert.Equal(expected, Tolerations.Tolerates(
            new TolerationView(Documents.Map($"{{key: a, operator: {@operator}, value: '{bound}'}}")),
            new TaintView(Documents.Map($"{{key: a, value: '{value}', effect: NoSchedule}}")),
            comparisons: true));

    [Fact]
    public void Node_WithAPreferredTaint_KeepsNobodyAway()
    {
        var node = Documents.Node("spec: {taints: [{key: a, effect: PreferNoSchedule}, {key: b, value: c, effect: NoExecute}]}");

        Assert.Equal("b=c:NoExecute", Tolerations.FirstUntolerated(Documents.Pod("spec: {}"), node).ToString());
        Assert.Null(Tolerations.FirstUntolerated(Documents.Pod("spec: {tolerations: [{key: b, operator: Exists}]}"), node));
    }

    [Theory]
    [InlineData("{matchExpressions: [{key: zone, operator: In, values: [a, b]}]}", true)]
    [InlineData("{matchExpressions: [{key: zone, operator: NotIn, values: [a]}]}", false)]
    [InlineData("{matchExpressions: [{key: cores, operator: Gt, values: ['4']}]}", true)]
    [InlineData("{matchExpressions: [{key: cores, operator: Lt, values: ['4']}]}", false)]
    [InlineData("{matchFields: [{key: metadata.name, operator: In, values: [n1]}]}", true)]
    [InlineData("{matchFields: [{key: metadata.name, operator: NotIn, values: [n1]}]}", false)]
    [InlineData("{matchExpressions: [{key: zone, operator: Exists}], matchFields: [{key: metadata.name, operator: In, values: [n2]}]}", false)]
    [InlineData("{}", false)]
    [InlineData("{matchExpressions: [{key: zone, operator: Near, values: [a]}]}", false)]
    public void NodeSelectorTerm_OnANode_Matches(string term, bool expected)
    {
        var node = Documents.Node("metadata: {name: n1, labels: {zone: a, cores: '8'}}");

        Assert.Equal(expected, NodeSelectors.MatchesTerm(Documents.Map(term), node));
    }

    [Fact]
    public void Pod_WithSelectorAffinityAndPreferences_IsMatchedAndScored()
    {
        var node = Documents.Node("metadata: {name: n1, labels: {zone: a}}");
        var pod = Documents.Pod("spec: {nodeSelector: {zone: a}, affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchFields: [{key: metadata.name, operator: In, values: [n1]}]}]}, preferredDuringSchedulingIgnoredDuringExecution: [{weight: 5, preference: {matchExpressions: [{key: zone, operator: Exists}]}}, {weight: 3, preference: {}}]}}}");

        Assert.True(NodeSelectors.MatchesRequired(pod, node));
        Assert.Equal(5, NodeSelectors.Score(pod, node));
        Assert.Equal(["n1"], NodeSelectors.PinnedNames(pod)!);
    }

    [Theory]
    [InlineData("{labelSelector: {matchLabels: {app: web}}}", true)]
    [InlineData("{labelSelector: {matchLabels: {app: web}}, namespaces: [other]}", false)]
    [InlineData("{labelSelector: {matchLabels: {app: web}}, namespaceSelector: {}}", true)]
    [InlineData("{labelSelector: {matchLabels: {app: web}}, namespaceSelector: {matchLabels: {team: x}}}", false)]
    [InlineData("{}", false)]
    public void PodAffinityTerm_OnAPod_LooksAtNamespacesAndLabels(string term, bool expected)
    {
        var owner = Documents.Pod("metadata: {namespace: ns}");
        var other = Documents.Pod("metadata: {namespace: ns, labels: {app: web}}");

        Assert.Equal(expected, new PodAffinityTerm(owner, Documents.Map(term)).Matches(other, Documents.Map("{team: z}")));
    }

    [Fact]
    public void PodAffinityTerm_WithLabelKeys_TakesThePodsValues() =>
        Assert.Equal(
            """{"labelSelector":{"matchExpressions":[{"key":"v","operator":"In","values":["1"]},{"key":"t","operator":"NotIn","values":["2"]}]},"matchLabelKeys":["v","none"],"mismatchLabelKeys":["t"]}""",
            PodAffinityTerm.WithLabelKeys(Documents.Map("{labelSelector: {}, matchLabelKeys: [v, none], mismatchLabelKeys: [t]}"), Documents.Map("{v: '1', t: '2'}")).ToString());

    [Fact]
    public void HostPorts_OfPods_ConflictByProtocolNumberAndAddress()
    {
        var taken = HostPorts.Of(Documents.Pod("spec: {containers: [{ports: [{hostPort: 80, hostIP: 10.0.0.1}, {containerPort: 5}]}], initContainers: [{ports: [{hostPort: 81}]}]}")).ToArray();

        Assert.Equal([new HostPort("10.0.0.1", "TCP", 80)], taken);
        Assert.True(HostPorts.AnyConflict([new HostPort("0.0.0.0", "TCP", 80)], taken));
        Assert.False(HostPorts.AnyConflict([new HostPort("10.0.0.2", "TCP", 80), new HostPort("10.0.0.1", "UDP", 80)], taken));
    }
}
