using KubeEmulator.Values;
using Xunit;

namespace KubeEmulator.ControlPlane.Tests.Controllers.Workloads;

public sealed class DeploymentTests
{
    private const string Name = "web";
    private const string Kind = "deployments.apps";
    private const string NewImage = "{spec: {template: {spec: {containers: [{name: c, image: 'web:2'}]}}}}";

    [Fact]
    public async Task Deployment_Created_BecomesAvailable()
    {
        await using var cluster = await WorkloadHarness.StartAsync();
        await cluster.ApplyAsync(WorkloadHarness.Deployment(3));
        await cluster.QuietAsync();

        var deployment = cluster.Get(Kind, Name);
        Assert.Equal("True MinimumReplicasAvailable", deployment.Condition("Available"));
        Assert.Equal("True NewReplicaSetAvailable", deployment.Condition("Progressing"));
        Assert.Equal(3, deployment.Status.Integer("availableReplicas"));
        Assert.Equal("1", deployment.Metadata.Annotations.String("deployment.kubernetes.io/revision"));
        var set = Assert.Single(cluster.List("replicasets.apps"));
        Assert.Equal("4", set.Metadata.Annotations.String("deployment.kubernetes.io/max-replicas"));
        Assert.Contains($"Deployment/web Normal ScalingReplicaSet: Scaled up replica set {set.Name} from 0 to 3", cluster.Events());
    }

    [Fact]
    public async Task Deployment_NewImage_NeverHasFewerThanAllowed()
    {
        await using var cluster = await WorkloadHarness.StartAsync();
        await cluster.ApplyAsync(WorkloadHarness.Deployment(4));
        await cluster.QuietAsync();
        await cluster.PatchAsync(Kind, Name, NewImage);
        await cluster.QuietAsync();

        Assert.All(cluster.Pods(), p => Assert.Equal("web:2", p.Spec.Maps("containers").First().String("image")));
        Assert.Equal(4, cluster.Pods().Count);
        Assert.Equal("2", cluster.Get(Kind, Name).Metadata.Annotations.String("deployment.kubernetes.io/revision"));
        Assert.DoesNotContain(cluster.Events(), e => e.Contains("from 4 to 0", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Deployment_BackToOldTemplate_TakesTheOldSetWithANewRevision()
    {
        await using var cluster = await WorkloadHarness.StartAsync();
        await cluster.ApplyAsync(WorkloadHarness.Deployment(1));
        await cluster.QuietAsync();
        await cluster.PatchAsync(Kind, Name, NewImage);
        await cluster.QuietAsync();
        await cluster.PatchAsync(Kind, Name, "{spec: {template: {spec: {containers: [{name: c, image: 'web:1'}]}}}}");
        await cluster.QuietAsync();

        var sets = cluster.List("replicasets.apps");
        Assert.Equal(2, sets.Count);
        var newest = sets.Single(s => s.Metadata.Annotations.String("deployment.kubernetes.io/revision") == "3");
        Assert.Equal("1", newest.Metadata.Annotations.String("deployment.kubernetes.io/revision-history"));
        Assert.Equal(1, newest.Status.Integer("replicas"));
    }

    [Fact]
    public async Task Deployment_Recreate_StartsNewPodsOnlyAfterTheOldAreGone()
    {
        await using var cluster = await WorkloadHarness.StartAsync();
        await cluster.ApplyAsync(WorkloadHarness.Deployment(2, "strategy: {type: Recreate}"));
        await cluster.QuietAsync();
        foreach (var pod in cluster.Pods())
        {
            await cluster.PatchAsync("pods", pod.Name, "{metadata: {annotations: {test/lingers: 'yes'}}}");
        }

        await cluster.PatchAsync(Kind, Name, NewImage);
        await cluster.QuietAsync();
        Assert.Empty(cluster.Pods());

        foreach (var pod in cluster.List("pods"))
        {
            await cluster.PatchAsync("pods", pod.Name, "{metadata: {annotations: {test/lingers: null}}}");
        }

        await cluster.QuietAsync();
        Assert.Equal(2, cluster.Pods().Count);
    }

    [Fact]
    public async Task Deployment_NoProgress_SaysSoAfterItsDeadline()
    {
        await using var cluster = await WorkloadHarness.StartAsync();
        await cluster.ApplyAsync(WorkloadHarness.Deployment(2, "progressDeadlineSeconds: 60"));
        await cluster.QuietAsync();
        await cluster.PatchAsync(Kind, Name, "{spec: {template: {metadata: {annotations: {test/stays: unready}}}}}");
        await cluster.AdvanceAsync(TimeSpan.FromSeconds(59));
        Assert.Equal("True ReplicaSetUpdated", cluster.Get(Kind, Name).Condition("Progressing"));

        await cluster.AdvanceAsync(TimeSpan.FromSeconds(3));
        Assert.Equal("False ProgressDeadlineExceeded", cluster.Get(Kind, Name).Condition("Progressing"));
    }

    [Fact]
    public async Task Deployment_ScaledInTheMiddleOfARollout_SpreadsProportionally()
    {
        await using var cluster = await WorkloadHarness.StartAsync();
        await cluster.ApplyAsync(WorkloadHarness.Deployment(10, "strategy: {rollingUpdate: {maxSurge: 3, maxUnavailable: 2}}"));
        await cluster.QuietAsync();
        await cluster.PatchAsync(Kind, Name, "{spec: {template: {metadata: {annotations: {test/stays: unready}}}}}");
        await cluster.QuietAsync();
        await cluster.PatchAsync(Kind, Name, "{spec: {replicas: 15}}");
        await cluster.QuietAsync();

        // The example of the documentation: 8 and 5 of 13 become 11 and 7 of 18.
        Assert.Equal([7, 11], cluster.List("replicasets.apps").Select(s => s.Spec.Integer("replicas")).Order());
    }

    [Fact]
    public async Task Deployment_Paused_ChangesNothingUntilResumed()
    {
        await using var cluster = await WorkloadHarness.StartAsync();
        await cluster.ApplyAsync(WorkloadHarness.Deployment(2));
        await cluster.QuietAsync();
        await cluster.PatchAsync(Kind, Name, "{spec: {paused: true, template: {spec: {containers: [{name: c, image: 'web:2'}]}}}}");
        await cluster.QuietAsync();
        Assert.Single(cluster.List("replicasets.apps"));
        Assert.Equal("Unknown DeploymentPaused", cluster.Get(Kind, Name).Condition("Progressing"));

        await cluster.PatchAsync(Kind, Name, "{spec: {paused: false}}");
        await cluster.QuietAsync();
        Assert.Equal(2, cluster.List("replicasets.apps").Count);
        Assert.Equal("True NewReplicaSetAvailable", cluster.Get(Kind, Name).Condition("Progressing"));
    }

    [Fact]
    public async Task Deployment_HistoryLimit_DropsOldSets()
    {
        await using var cluster = await WorkloadHarness.StartAsync();
        await cluster.ApplyAsync(WorkloadHarness.Deployment(1, "revisionHistoryLimit: 1"));
        await cluster.QuietAsync();
        foreach (var version in new[] { 2, 3, 4 })
        {
            await cluster.PatchAsync(Kind, Name, $"{{spec: {{template: {{metadata: {{annotations: {{v: '{version}'}}}}}}}}}}");
            await cluster.QuietAsync();
        }

        Assert.Equal(["3", "4"], cluster.List("replicasets.apps").Select(s => s.Metadata.Annotations.String("deployment.kubernetes.io/revision")).Order());
    }
}
