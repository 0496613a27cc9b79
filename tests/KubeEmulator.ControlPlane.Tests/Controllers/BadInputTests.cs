using KubeEmulator.Api;
using KubeEmulator.ControlPlane.Tests.Controllers.Workloads;
using KubeEmulator.Controllers.Cluster;
using KubeEmulator.Controllers.Workloads;
using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Values;

namespace KubeEmulator.ControlPlane.Tests.Controllers;

/// <summary>What people do to controllers that these cannot have wished for: nothing spins, and what is said is what Kubernetes says.</summary>
public sealed class BadInputTests
{
    private const string Template = "template: {metadata: {labels: {app: web}}, spec: {containers: [{name: c, image: 'web:1'}]}}";
    private const string Pod = "{apiVersion: v1, kind: Pod, metadata: {name: lone, labels: {app: web}}, spec: {containers: [{name: c, image: i}]}}";

    [Fact]
    public async Task ReplicaSets_WithOneSelector_ShareNoPod()
    {
        await using var cluster = await StartAsync();
        await cluster.ApplyAsync(ReplicaSet("one", 2));
        await cluster.ApplyAsync(ReplicaSet("two", 3));
        await cluster.QuietAsync();

        Assert.Equal(2, OwnedBy(cluster, "one"));
        Assert.Equal(3, OwnedBy(cluster, "two"));
        await AssertRestsAsync(cluster);
    }

    [Fact]
    public async Task TwoControllers_WantingOnePod_OneGetsItForGood()
    {
        await using var cluster = await StartAsync();
        await cluster.ApplyAsync(ReplicaSet("one", 1));
        await cluster.ApplyAsync($"{{apiVersion: v1, kind: ReplicationController, metadata: {{name: two}}, spec: {{replicas: 1, selector: {{app: web}}, {Template}}}}}");
        await cluster.QuietAsync();
        await cluster.PatchAsync("replicasets.apps", "one", "{spec: {replicas: 2}}");
        await cluster.ApplyAsync(Pod);
        await cluster.QuietAsync();

        var owner = cluster.Find("pods", "lone")?.Metadata.Controller?.Name;
        Assert.Equal(2, OwnedBy(cluster, "one"));
        Assert.Equal(1, OwnedBy(cluster, "two"));
        Assert.All(cluster.Pods(), p => Assert.Single(p.Metadata.Owners));
        await AssertRestsAsync(cluster);
        Assert.Equal(owner, cluster.Find("pods", "lone")?.Metadata.Controller?.Name);
    }

    [Fact]
    public async Task Deployments_WithOneSelectorAndTemplate_KeepTheirOwnSets()
    {
        await using var cluster = await StartAsync();
        foreach (var name in (string[])["one", "two"])
        {
            await cluster.ApplyAsync($"{{apiVersion: apps/v1, kind: Deployment, metadata: {{name: {name}}}, spec: {{replicas: 2, selector: {{matchLabels: {{app: web}}}}, {Template}}}}}");
            await cluster.QuietAsync();
        }

        Assert.All(cluster.List("deployments.apps"), d => Assert.Equal(2, d.Status.Integer("availableReplicas")));
        Assert.Equal(["one", "two"], cluster.List("replicasets.apps").Select(s => s.Metadata.Controller!.Name).Order(StringComparer.Ordinal));
        Assert.Equal(4, cluster.Pods().Count);
        await AssertRestsAsync(cluster);
    }

    [Fact]
    public async Task PodOfTwoOwners_OneDeleted_StaysWithTheOther()
    {
        await using var cluster = await StartAsync();
        await cluster.ApplyAsync(ReplicaSet("one", 1));
        var keeper = await cluster.ApplyAsync("{apiVersion: v1, kind: ConfigMap, metadata: {name: keeper}}");
        await cluster.QuietAsync();
        var pod = cluster.Pods().Single();
        await cluster.Client.UpdateAsync(Rules.Owners.WithOwner(pod, MapValue.Of(("apiVersion", "v1"), ("kind", "ConfigMap"), ("name", keeper.Name), ("uid", keeper.Metadata.Uid))));

        await cluster.DeleteAsync("replicasets.apps", "one", "Background");
        await cluster.QuietAsync();

        Assert.Equal(["keeper"], cluster.Get("pods", pod.Name).Metadata.Owners.Select(o => o.Name));
    }

    [Fact]
    public async Task Owner_DeletedBetweenReadAndWrite_LeavesNoOrphan()
    {
        await using var cluster = await StartAsync();
        var meddling = new Meddler(cluster, call => call is { Verb: "create", Resource: "pods" }, () => cluster.DeleteAsync("replicasets.apps", "one", "Background"));
        cluster.Services.Faults = meddling;

        await cluster.ApplyAsync(ReplicaSet("one", 3));
        await cluster.QuietAsync();

        Assert.True(meddling.Done);
        Assert.Empty(cluster.List("pods"));
        Assert.Empty(cluster.List("replicasets.apps"));
    }

    [Fact]
    public async Task Object_EditedBetweenReadAndWrite_EndsAsEdited()
    {
        await using var cluster = await StartAsync();
        var meddling = new Meddler(cluster, call => call is { Verb: "update", Resource: "replicasets" }, () => cluster.PatchAsync("replicasets.apps", "one", "{spec: {replicas: 3}}"));
        cluster.Services.Faults = meddling;

        await cluster.ApplyAsync(ReplicaSet("one", 1));
        await cluster.QuietAsync();

        Assert.True(meddling.Done);
        Assert.Equal(3, cluster.Get("replicasets.apps", "one").Status.Integer("availableReplicas"));
        Assert.Equal(3, OwnedBy(cluster, "one"));
    }

    [Fact]
    public async Task UserController_ThatThrows_IsTriedAgainEverMoreSeldomAndHarmsNobody()
    {
        var broken = new Broken();
        await using var cluster = await ControllerHarness.StartAsync([.. WorkloadControllers.BuiltIn(new ClusterSettings()), new FakePods(), broken]);
        await cluster.ApplyAsync(ReplicaSet("one", 2));
        await cluster.QuietAsync();
        await cluster.AdvanceAsync(TimeSpan.FromHours(1));

        Assert.Equal(2, cluster.Get("replicasets.apps", "one").Status.Integer("availableReplicas"));
        var state = cluster.Host.States.Single(s => s.Name == broken.Name);
        Assert.Equal("no luck", state.LastError);
        Assert.InRange(state.Failures, 15, 25);
        Assert.Equal(state.Failures, state.Reconciles);
    }

    private static Task<ControllerHarness> StartAsync() =>
        ControllerHarness.StartAsync([.. WorkloadControllers.BuiltIn(new ClusterSettings()), new GarbageCollectorController(), new FakePods()]);

    private static string ReplicaSet(string name, int replicas) =>
        $"{{apiVersion: apps/v1, kind: ReplicaSet, metadata: {{name: {name}}}, spec: {{replicas: {replicas}, selector: {{matchLabels: {{app: web}}}}, {Template}}}}}";

    private static int OwnedBy(ControllerHarness cluster, string owner) => cluster.Pods().Count(p => p.Metadata.Controller?.Name == owner);

    // Nobody does anything any more, however long one waits; a Deployment's progress is looked at once when its deadline has come.
    private static async Task AssertRestsAsync(ControllerHarness cluster)
    {
        var (revision, reconciles) = (cluster.Snapshot.Revision, cluster.Host.States.Sum(s => s.Reconciles));
        await cluster.AdvanceAsync(TimeSpan.FromHours(1));
        Assert.Equal(revision, cluster.Snapshot.Revision);
        Assert.InRange(cluster.Host.States.Sum(s => s.Reconciles) - reconciles, 0, cluster.List("deployments.apps").Count);
    }

    /// <summary>Somebody who does something just before a controller's first write of a sort.</summary>
    private sealed class Meddler(ControllerHarness cluster, Func<FaultedCall, bool> when, Func<Task> act) : IFaultSource
    {
        public bool Done { get; private set; }

        public InjectedFault? Next(in FaultedCall call)
        {
            if (!Done && call.User != cluster.Client.User.Name && when(call))
            {
                Done = true;
                act().GetAwaiter().GetResult();
            }

            return null;
        }
    }

    private sealed class Broken : Controller
    {
        public override string Name => "broken";

        public override IEnumerable<Trigger> Triggers => [Trigger.On("apps", "replicasets", c => c.Previous is null)];

        public override ValueTask<ReconcileResult> ReconcileAsync(ReconcileContext context, ReconcileKey key) => throw new InvalidOperationException("no luck");
    }
}
