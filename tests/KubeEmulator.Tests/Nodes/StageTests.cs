using KubeEmulator.Api;
using KubeEmulator.Nodes.Stages;
using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.TestShared;
using KubeEmulator.Values;

namespace KubeEmulator.Tests.Nodes;

public sealed class StageTests
{
    private const string Marking = """
        apiVersion: kwok.x-k8s.io/v1alpha1
        kind: Stage
        metadata: {name: marking}
        spec:
          resourceRef: {apiGroup: v1, kind: ConfigMap}
          selector: {matchLabels: {app: web}, matchExpressions: [{key: .data.seen, operator: DoesNotExist}]}
          next: {patches: [{root: data, template: "seen: {{ Quote .metadata.name }}"}]}
        """;

    [SharedFact]
    public async Task DeploymentsAndJobs_OnStagesOfAFolder_GoTheirWay()
    {
        await using var cluster = await EmulatedCluster.StartAsync(o => o.WithClock(ClusterClock.Manual()).WithSeed(1).WithStages(SharedReference.PathOf("reference", "kwok-stages", "pod", "fast")));

        await cluster.Objects.ApplyAsync("""
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec: {replicas: 3, selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: c, image: nginx}]}}}
            ---
            apiVersion: batch/v1
            kind: Job
            metadata: {name: once}
            spec: {completions: 2, template: {spec: {restartPolicy: Never, containers: [{name: c, image: busybox}]}}}
            """);
        await cluster.QuietAsync();

        Assert.Equal(3, cluster.Objects.Get("deployments.apps", "web").Status.Integer("readyReplicas"));
        Assert.Equal(2, cluster.Objects.Get("jobs.batch", "once").Status.Integer("succeeded"));
        Assert.Equal(["pod-delete"], cluster.Stages.Unplayed);
    }

    [SharedFact]
    public async Task StagesPutIntoTheCluster_ArePlayed_UntilTheyAreDeleted()
    {
        await using var cluster = await EmulatedCluster.StartAsync(o => o.WithClock(ClusterClock.Manual()).WithManifests(SharedReference.PathOf("reference", "kwok-stages", "crd")));

        await cluster.Objects.ApplyAsync(Marking);
        await cluster.QuietAsync();
        await cluster.Objects.ApplyAsync("{apiVersion: v1, kind: ConfigMap, metadata: {name: first, labels: {app: web}}}");
        await cluster.QuietAsync();

        Assert.Equal("first", cluster.Objects.Get("configmaps", "first").Root.StringAt("data", "seen"));
        await cluster.Objects.ApplyAsync(Marking.Replace(".data.seen", ".data.seen |", StringComparison.Ordinal));
        await cluster.QuietAsync();
        Assert.Contains("spec.selector.matchExpressions[0].key: position 13: the query ends where a value should be", Assert.Single(cluster.Stages.Faults), StringComparison.Ordinal);
        Assert.Empty(cluster.Stages.All);
    }

    [Fact]
    public async Task Impersonation_NeedsTheUsersRights()
    {
        var stage = Stage.For("ConfigMap").Named("as").WhenMissing(".data").Patch("data: {a: b}", asUser: "ann").Build();
        await using var cluster = await EmulatedCluster.StartAsync(o => o.WithClock(ClusterClock.Manual()).WithStages(stage));

        await cluster.Objects.ApplyAsync("{apiVersion: v1, kind: ConfigMap, metadata: {name: one}}");
        await cluster.QuietAsync();
        Assert.Contains("configmaps \"one\" is forbidden: User \"ann\" cannot patch resource \"configmaps\"", cluster.Stages.Faults[^1], StringComparison.Ordinal);

        await cluster.Objects.ApplyAsync("""
            {apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: writer}, rules: [{apiGroups: [''], resources: [configmaps], verbs: [patch]}]}
            ---
            {apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRoleBinding, metadata: {name: ann}, roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: writer}, subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: ann}]}
            ---
            {apiVersion: v1, kind: ConfigMap, metadata: {name: two}}
            """);
        await cluster.QuietAsync();
        Assert.Equal("b", cluster.Objects.Get("configmaps", "two").Root.StringAt("data", "a"));
    }

    [SharedFact]
    public async Task ForkInTheMiddleOfADelay_PlaysItInBoth()
    {
        await using var cluster = await EmulatedCluster.StartAsync(o => o.WithClock(ClusterClock.Manual()).WithSeed(3));
        foreach (var stage in Stage.ReadPath(SharedReference.PathOf("reference", "kwok-stages", "pod", "general")))
        {
            cluster.Stages.Add(stage);
        }

        await cluster.Objects.ApplyAsync("{apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {containers: [{name: c, image: nginx}]}}");
        await cluster.Clock.AdvanceAsync(TimeSpan.FromSeconds(3));

        await using var fork = cluster.Fork();
        await fork.Clock.AdvanceAsync(TimeSpan.FromSeconds(30));

        Assert.Equal("Running", fork.Objects.Get("pods", "web").Status.String("phase"));
        Assert.Equal("Pending", cluster.Objects.Get("pods", "web").Status.String("phase"));
        await cluster.Clock.AdvanceAsync(TimeSpan.FromSeconds(30));
        Assert.Equal("Running", cluster.Objects.Get("pods", "web").Status.String("phase"));
    }

    [SharedFact]
    public async Task WithoutKubelets_StagesPlayThePodsOfAllNodes()
    {
        await using var cluster = await EmulatedCluster.StartAsync(o => o.WithClock(ClusterClock.Manual()).WithoutKubelets().WithStages(SharedReference.PathOf("reference", "kwok-stages", "pod", "fast")).WithStages(SharedReference.PathOf("reference", "kwok-stages", "node", "fast")));

        await cluster.Objects.ApplyAsync("{apiVersion: v1, kind: Node, metadata: {name: mine}, spec: {podCIDR: 10.9.0.0/24, podCIDRs: [10.9.0.0/24]}}\n---\n{apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {nodeName: mine, containers: [{name: c, image: nginx}]}}");
        await cluster.QuietAsync();

        Assert.Equal("Running", cluster.Objects.Get("nodes", "mine").Status.String("phase"));
        Assert.Equal(("Running", "10.9.0.2"), (cluster.Objects.Get("pods", "web").Status.String("phase"), cluster.Objects.Get("pods", "web").Status.String("podIP")));
    }

    [Fact]
    public async Task MalformedStage_StopsTheStart_WithItsFault()
    {
        var file = Path.Combine(Path.GetTempPath(), $"stage-{Guid.NewGuid():N}.yaml");
        await File.WriteAllTextAsync(file, Marking.Replace("matchLabels", "matchLabel", StringComparison.Ordinal));
        try
        {
            var failure = await Assert.ThrowsAsync<StageException>(() => EmulatedCluster.StartAsync(o => o.WithStages(file)));
            Assert.Equal($"{file}, document 1, Stage \"marking\": spec.selector.matchLabel: there is no such field; there are matchLabels, matchAnnotations, matchExpressions", failure.Message);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
