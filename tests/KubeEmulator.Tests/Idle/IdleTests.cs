using KubeEmulator.Nodes;
using KubeEmulator.Runtime;

namespace KubeEmulator.Tests.Idle;

/// <summary>A cluster to which nothing happens does nothing.</summary>
public sealed class IdleTests
{
    private const string Deployment = """
        {apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {replicas: 20, selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: c, image: 'web:1'}]}}}}
        """;

    // Ten nodes renew leases every 10 s and are looked at every 5 s: the rest is small change.
    private const long MostStepsAnHour = 8000;

    [Fact]
    public async Task SettledCluster_TimeStandsStill_NoWorkIsDone()
    {
        await using var cluster = await StartAsync();
        var (steps, revision) = (cluster.Runtime.Executor.Steps, cluster.Snapshot().Revision);

        for (var i = 0; i < 100; i++)
        {
            Assert.True(cluster.QuietAsync().IsCompletedSuccessfully);
            await Task.Yield();
        }

        Assert.Equal(steps, cluster.Runtime.Executor.Steps);
        Assert.Equal(revision, cluster.Snapshot().Revision);
        Assert.True(cluster.Clock.NextTimer > cluster.Clock.GetUtcNow());
    }

    [Fact]
    public async Task SettledCluster_AnHourPasses_OnlyHeartbeatsBeat()
    {
        await using var cluster = await StartAsync();
        await cluster.Clock.AdvanceAsync(TimeSpan.FromHours(2));
        var (steps, revision) = (cluster.Runtime.Executor.Steps, cluster.Snapshot().Revision);

        await cluster.Clock.AdvanceAsync(TimeSpan.FromHours(1));

        Assert.InRange(cluster.Runtime.Executor.Steps - steps, 0, MostStepsAnHour);

        // A node's status is written every five minutes; leases are renewed without a write.
        Assert.InRange(cluster.Snapshot().Revision - revision, 0, 10 * 13);
    }

    private static async Task<EmulatedCluster> StartAsync()
    {
        var cluster = await EmulatedCluster.StartAsync(new EmulatedClusterOptions { Clock = ClusterClock.Manual(), Seed = 1, Nodes = [new NodeSpec { Count = 10 }] });
        await cluster.Objects.ApplyAsync(Deployment);
        await cluster.Objects.WaitForReadyAsync("Deployment", "web");
        await cluster.QuietAsync();
        return cluster;
    }
}
