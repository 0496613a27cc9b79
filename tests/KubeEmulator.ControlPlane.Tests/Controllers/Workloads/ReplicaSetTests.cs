using KubeEmulator.Values;
using Xunit;

namespace KubeEmulator.ControlPlane.Tests.Controllers.Workloads;

public sealed class ReplicaSetTests
{
    [Fact]
    public async Task ReplicaSet_Created_MakesReadyPods()
    {
        await using var cluster = await WorkloadHarness.StartAsync();
        await cluster.ApplyAsync(WorkloadHarness.ReplicaSet(3));
        await cluster.QuietAsync();

        var status = cluster.Get("replicasets.apps", "set").Status;
        Assert.Equal(3, status.Integer("replicas"));
        Assert.Equal(3, status.Integer("availableReplicas"));
        Assert.Equal(1, status.Integer("observedGeneration"));
        Assert.All(cluster.Pods(), p => Assert.StartsWith("set-", p.Name, StringComparison.Ordinal));
        Assert.Equal(3, cluster.Events().Count(e => e.StartsWith("ReplicaSet/set Normal SuccessfulCreate: Created pod: set-", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task ReplicaSet_OrphanOfItsLabels_Adopts()
    {
        await using var cluster = await WorkloadHarness.StartAsync();
        await cluster.ApplyAsync("{apiVersion: v1, kind: Pod, metadata: {name: lone, labels: {app: web}}, spec: {containers: [{name: c, image: i}]}}");
        await cluster.ApplyAsync(WorkloadHarness.ReplicaSet(2));
        await cluster.QuietAsync();

        Assert.Equal(2, cluster.Pods().Count);
        Assert.Equal("set", cluster.Get("pods", "lone").Metadata.Controller?.Name);
    }

    [Fact]
    public async Task ReplicaSet_PodRelabelled_LetsGoAndReplaces()
    {
        await using var cluster = await WorkloadHarness.StartAsync();
        await cluster.ApplyAsync(WorkloadHarness.ReplicaSet(2));
        await cluster.QuietAsync();
        var pod = cluster.Pods()[0].Name;
        await cluster.PatchAsync("pods", pod, "{metadata: {labels: {app: other}}}");
        await cluster.QuietAsync();

        Assert.Null(cluster.Get("pods", pod).Metadata.Controller);
        Assert.Equal(3, cluster.Pods().Count);
    }

    [Fact]
    public async Task ReplicaSet_ScaledDown_DeletesUnreadyPodsFirst()
    {
        await using var cluster = await WorkloadHarness.StartAsync();
        await cluster.ApplyAsync(WorkloadHarness.ReplicaSet(3));
        await cluster.QuietAsync();
        var unready = cluster.Pods()[1].Name;
        await cluster.PatchAsync("pods", unready, "{metadata: {annotations: {test/stays: unready}}}");
        await cluster.QuietAsync();
        await cluster.PatchAsync("replicasets.apps", "set", "{spec: {replicas: 2}}");
        await cluster.QuietAsync();

        Assert.Equal(2, cluster.Pods().Count);
        Assert.DoesNotContain(cluster.Pods(), p => p.Name == unready);
    }

    [Fact]
    public async Task ReplicaSet_MinReadySeconds_BecomesAvailableInTime()
    {
        await using var cluster = await WorkloadHarness.StartAsync();
        await cluster.ApplyAsync(WorkloadHarness.ReplicaSet(1, "minReadySeconds: 30"));
        await cluster.QuietAsync();
        Assert.Null(cluster.Get("replicasets.apps", "set").Status.Integer("availableReplicas"));

        await cluster.AdvanceAsync(TimeSpan.FromSeconds(29));
        Assert.Null(cluster.Get("replicasets.apps", "set").Status.Integer("availableReplicas"));
        await cluster.AdvanceAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(1, cluster.Get("replicasets.apps", "set").Status.Integer("availableReplicas"));
    }

    [Fact]
    public async Task ReplicationController_Created_MakesPods()
    {
        await using var cluster = await WorkloadHarness.StartAsync();
        await cluster.ApplyAsync("{apiVersion: v1, kind: ReplicationController, metadata: {name: rc}, spec: {replicas: 2, selector: {app: web}, " + WorkloadHarness.Template + "}}");
        await cluster.QuietAsync();

        Assert.Equal(2, cluster.Pods().Count);
        Assert.Equal(2, cluster.Get("replicationcontrollers", "rc").Status.Integer("readyReplicas"));
        Assert.Null(cluster.Get("replicationcontrollers", "rc").Status.Integer("terminatingReplicas"));
    }
}
