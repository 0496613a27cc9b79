using KubeEmulator.Scheduling;
using static KubeEmulator.ControlPlane.Tests.Scheduling.PluginFixture;

namespace KubeEmulator.ControlPlane.Tests.Scheduling.Plugins;

public class SpreadAndAffinityTests
{
    private const string NotNear = "UnschedulableAndUnresolvable: node(s) didn't match pod affinity rules";
    private const string TooNear = "Unschedulable: node(s) didn't match pod anti-affinity rules";
    private const string NotWanted = "Unschedulable: node(s) didn't satisfy existing pods anti-affinity rules";
    private const string Skewed = "Unschedulable: node(s) didn't match pod topology spread constraints";

    // Two nodes in zone a, one in zone b.
    private static readonly string Nodes = Node("n1", "zone: a") + Node("n2", "zone: a") + Node("m", "zone: b");

    [Theory]
    [InlineData("zone", 1, "", "n1", "ok")]
    [InlineData("zone", 1, "n1", "n1", Skewed)]
    [InlineData("zone", 1, "n1", "n2", Skewed)]
    [InlineData("zone", 1, "n1", "m", "ok")]
    [InlineData("zone", 2, "n1", "n2", "ok")]
    [InlineData("zone", 1, "n1 m", "n2", "ok")]
    [InlineData("kubernetes.io/hostname", 1, "n1", "n2", "ok")]
    [InlineData("kubernetes.io/hostname", 1, "n1", "n1", Skewed)]
    [InlineData("rack", 1, "", "n1", "UnschedulableAndUnresolvable: node(s) didn't match pod topology spread constraints (missing required label)")]
    public void Spread(string key, int skew, string there, string node, string expected) => Assert.Equal(
        expected,
        Verdict(Nodes + There(there) + Pod("p", Constraint(key, skew), "app: web"), "PodTopologySpread", node));

    [Fact]
    public void Spread_MinDomains_CountsPlacesThatDoNotExistAsEmpty() => Assert.Equal(
        Skewed,
        Verdict(Nodes + There("n1 m") + Pod("p", Constraint("zone", 1, "minDomains: 3"), "app: web"), "PodTopologySpread", "n1"));

    [Theory]
    [InlineData("Ignore", Skewed)]
    [InlineData("Honor", "ok")]
    public void Spread_NodesThePodCannotUse_CountByPolicy(string policy, string expected)
    {
        // Zone b is not for the pod; ignored, its emptiness still keeps zone a from a second pod.
        var spec = Constraint("zone", 1, $"nodeAffinityPolicy: {policy}") + ", nodeSelector: {zone: a}";
        Assert.Equal(expected, Verdict(Nodes + There("n1") + Pod("p", spec, "app: web"), "PodTopologySpread", "n2"));
    }

    [Fact]
    public void Spread_PodsOnTheirWayOut_DoNotCount() => Assert.Equal(
        "ok",
        Verdict(Nodes + Pod("leaving", "nodeName: n1", "app: web", more: ", deletionTimestamp: '2026-01-01T00:00:00Z'") + Pod("p", Constraint("zone", 1), "app: web"), "PodTopologySpread", "n2"));

    [Fact]
    public void Spread_MatchLabelKeys_CountsOnlyPodsOfTheSameRevision() => Assert.Equal(
        "ok",
        Verdict(Nodes + Pod("old", "nodeName: n1", "app: web, rev: '1'") + Pod("p", Constraint("zone", 1, "matchLabelKeys: [rev]"), "app: web, rev: '2'"), "PodTopologySpread", "n1"));

    [Fact]
    public void Spread_WithoutConstraints_PrefersEmptyHostsForPodsOfAService()
    {
        var service = "---\n{kind: Service, metadata: {name: s}, spec: {selector: {app: web}}}\n";
        Assert.Equal("m=100 n1=50 n2=100", Scores(Node("n1") + Node("n2") + Node("m") + service + There("n1") + Pod("p", labels: "app: web"), "PodTopologySpread"));
    }

    [Theory]
    [InlineData("podAffinity", "zone", "n1", "n2", "ok")]
    [InlineData("podAffinity", "zone", "n1", "m", NotNear)]
    [InlineData("podAffinity", "kubernetes.io/hostname", "n1", "n2", NotNear)]
    [InlineData("podAffinity", "zone", "", "n1", NotNear)]
    [InlineData("podAffinity", "rack", "n1", "n1", NotNear)]
    [InlineData("podAntiAffinity", "zone", "n1", "n2", TooNear)]
    [InlineData("podAntiAffinity", "zone", "n1", "m", "ok")]
    [InlineData("podAntiAffinity", "rack", "n1", "n1", "ok")]
    public void Affinity(string kind, string key, string there, string node, string expected) =>
        Assert.Equal(expected, Verdict(Nodes + There(there) + Pod("p", Required(kind, key)), "InterPodAffinity", node));

    [Fact]
    public void Affinity_ToItsOwnKind_LetsTheFirstIn() =>
        Assert.Equal("ok", Verdict(Nodes + Pod("p", Required("podAffinity", "zone"), "app: web"), "InterPodAffinity", "n1"));

    [Fact]
    public void AntiAffinity_OfPodsThere_KeepsANewOneOut()
    {
        var yaml = Nodes + Pod("there", $"nodeName: n1, {Required("podAntiAffinity", "zone")}") + Pod("p", labels: "app: web");
        Assert.Equal(NotWanted, Verdict(yaml, "InterPodAffinity", "n2"));
        Assert.Equal("ok", Verdict(yaml, "InterPodAffinity", "m"));
    }

    [Theory]
    [InlineData("", NotNear)]
    [InlineData(", namespaces: [other]", "ok")]
    [InlineData(", namespaceSelector: {matchLabels: {team: x}}", "ok")]
    [InlineData(", namespaceSelector: {matchLabels: {team: y}}", NotNear)]
    [InlineData(", namespaceSelector: {}", "ok")]
    public void Affinity_ToPodsOfOtherNamespaces(string more, string expected)
    {
        var other = "---\n{kind: Namespace, metadata: {name: other, labels: {team: x}}}\n" + Pod("there", "nodeName: n1", "app: web", more: ", namespace: other");
        Assert.Equal(expected, Verdict(Nodes + other + Pod("p", Required("podAffinity", "zone", more)), "InterPodAffinity", "n1"));
    }

    [Theory]
    [InlineData("podAffinity", "m=0 n1=100 n2=100")]
    [InlineData("podAntiAffinity", "m=100 n1=0 n2=0")]
    public void Affinity_Preferred_IsWorthTheSameInAllOfAPlace(string kind, string expected)
    {
        var spec = $"affinity: {{{kind}: {{preferredDuringSchedulingIgnoredDuringExecution: [{{weight: 5, podAffinityTerm: {{topologyKey: zone, labelSelector: {{matchLabels: {{app: web}}}}}}}}]}}}}";
        Assert.Equal(expected, Scores(Nodes + There("n1") + Pod("p", spec), "InterPodAffinity"));
    }

    [Theory]
    [InlineData(1, "m=0 n1=100 n2=100")]
    [InlineData(0, "")]
    public void Affinity_RequiredByPodsThere_IsWorthItsWeight(int weight, string expected)
    {
        var yaml = Nodes + Pod("there", $"nodeName: n1, {Required("podAffinity", "zone")}", "app: web") + Pod("p", labels: "app: web");
        Assert.Equal(expected, Scores(yaml, "InterPodAffinity", new PluginArguments { HardPodAffinityWeight = weight }));
    }

    private static string There(string nodes) =>
        string.Concat(nodes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((node, i) => Pod($"there-{i}", $"nodeName: {node}", "app: web")));

    private static string Constraint(string key, int skew, string more = "") =>
        $"topologySpreadConstraints: [{{maxSkew: {skew}, topologyKey: {key}, whenUnsatisfiable: DoNotSchedule, labelSelector: {{matchLabels: {{app: web}}}}{(more.Length > 0 ? ", " + more : "")}}}]";

    private static string Required(string kind, string key, string more = "") =>
        $"affinity: {{{kind}: {{requiredDuringSchedulingIgnoredDuringExecution: [{{topologyKey: {key}, labelSelector: {{matchLabels: {{app: web}}}}{more}}}]}}}}";
}
