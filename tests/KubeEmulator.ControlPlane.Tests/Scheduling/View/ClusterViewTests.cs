using KubeEmulator.Objects;
using KubeEmulator.Scheduling;
using KubeEmulator.Values;
using static KubeEmulator.ControlPlane.Tests.Scheduling.PluginFixture;

namespace KubeEmulator.ControlPlane.Tests.Scheduling.View;

/// <summary>Counts that are kept with each change must equal those of a view made anew.</summary>
public class ClusterViewTests
{
    private static readonly AffinityTerms Terms = new();
    private static readonly string Nodes = Node("n1", "zone: a") + Node("n2", "zone: b");

    [Fact]
    public void Tallies_AfterPodsComeAndGo_EqualThoseCountedAnew()
    {
        string[] apps = ["web", "db", "cache"];
        var view = ClusterView.Of(Snapshot(Nodes), Terms);
        foreach (var app in apps)
        {
            Assert.Empty(Count(view, app));
        }

        var pods = new Dictionary<string, (SchedulingPod Pod, string Node)>();
        for (var i = 0; i < 60; i++)
        {
            var (name, app, node) = ($"p{i % 20}", apps[i * 7 % 3], i % 4 == 0 ? "n2" : "n1");
            if (pods.Remove(name, out var there))
            {
                view.Displace(there.Pod.Uid);
            }
            else
            {
                pods[name] = (view.Parse(Stored(name, app)), node);
                view.Place(pods[name].Pod, node);
            }
        }

        foreach (var app in apps)
        {
            var expected = pods.Values.Where(p => p.Pod.Labels.String("app") == app).GroupBy(p => p.Node).ToDictionary(g => g.Key, g => g.Count());
            Assert.Equal(expected.OrderBy(e => e.Key), Count(view, app).OrderBy(e => e.Key));
        }
    }

    [Fact]
    public void Tally_OfASelectorThatNeedsNoLabel_CountsAllThatItMeans()
    {
        var view = ClusterView.Of(Snapshot(Nodes + Pod("a", "nodeName: n1", "app: web") + Pod("b", "nodeName: n1", "app: db") + Pod("c", "nodeName: n2")), Terms);

        var tally = view.Tallies.Selected("default", LabelSelector.Parse("app!=web"));
        view.Place(view.Parse(Stored("d", "db")), "n2");

        Assert.Equal((1, 2), (tally.On("n1"), tally.On("n2")));
    }

    [Fact]
    public void Tallies_OfMoreSelectorsThanAreKept_StayRight()
    {
        var view = ClusterView.Of(Snapshot(Nodes + Pod("a", "nodeName: n1", "app: web")), Terms);
        for (var i = 0; i < 5000; i++)
        {
            Assert.Empty(view.Tallies.Selected("default", LabelSelector.Parse($"app=other{i}")).ByNode);
        }

        view.Place(view.Parse(Stored("b", "web")), "n2");

        Assert.Equal(2, Count(view, "web").Count);
    }

    [Fact]
    public void HeldTerms_AreAskedOnlyOfPodsTheyMayMean()
    {
        const string anti = "affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: zone, labelSelector: {matchLabels: {app: web}}}]}}";
        var view = ClusterView.Of(Snapshot(Nodes + Pod("a", "nodeName: n1, " + anti)), Terms);

        Assert.Single(view.RequiredAntiAffinity.Of(view.Parse(Stored("web", "web"))));
        Assert.Empty(view.RequiredAntiAffinity.Of(view.Parse(Stored("db", "db"))));
    }

    [Fact]
    public void AllowedNodes_WhenANodeIsRelabelled_AreAskedAgain()
    {
        var snapshot = Snapshot(Nodes + Pod("p", "nodeSelector: {zone: a}"));
        var view = ClusterView.Of(snapshot, Terms);
        var pod = view.Parse(snapshot.Get(new ObjectKey(new GroupResource("", "pods"), "default", "p"))!);
        Assert.Equal((true, false), (Allows("n1"), Allows("n2")));

        var node = view.Node("n2")!.Object;
        view.SetNode(node.With(node.Root.WithAt(["metadata", "labels", "zone"], "a")));

        Assert.True(Allows("n2"));

        bool Allows(string name) => view.AllowedFor(pod).Has(view.Node(name)!);
    }

    [Fact]
    public void Confirm_OfAnAssumedPodThatIsBoundAsDecided_LeavesItInPlace()
    {
        var view = ClusterView.Of(Snapshot(Nodes), Terms);
        var before = Stored("p", "web");
        view.Place(view.Parse(before), "n1", assumed: true);
        var after = before.With(before.Root.WithAt(["spec", "nodeName"], "n1"));

        Assert.True(view.Confirm(before, after));
        Assert.False(view.IsAssumed(before.Metadata.Uid));
        Assert.Same(after, Assert.Single(view.Node("n1")!.Pods).Object);
    }

    [Theory]
    [InlineData("n2", "web")]
    [InlineData("n1", "db")]
    public void Confirm_WhereMoreChanged_IsRefused(string node, string app)
    {
        var view = ClusterView.Of(Snapshot(Nodes), Terms);
        view.Place(view.Parse(Stored("p", "web")), "n1", assumed: true);
        var before = Stored("p", app);

        Assert.False(view.Confirm(before, before.With(before.Root.WithAt(["spec", "nodeName"], node))));
    }

    private static IReadOnlyDictionary<string, int> Count(ClusterView view, string app) => view.Tallies.Selected("default", LabelSelector.Parse($"app={app}")).ByNode;

    private static KubeObject Stored(string name, string app) => new(((MapValue)YamlText.ParseAll(Pod(name, labels: $"app: {app}")).Single())
        .WithAt(["metadata", "namespace"], "default").WithAt(["metadata", "uid"], $"uid-{name}"));
}
