using KubeEmulator;
using KubeEmulator.Values;

namespace WebsiteOperator.Tests;

/// <summary>Several instances, of which one works: restart, fail-over, a cut network. Minutes of it pass in milliseconds.</summary>
public sealed class LeadershipTests(OperatorCluster shared) : IClassFixture<OperatorCluster>
{
    private readonly RecordedZone _zone = new();

    [Fact]
    public async Task Restart_GoesOnWhereItStopped()
    {
        await using var cluster = shared.Fork();
        await using (Replica.Start(cluster, _zone))
        {
            await cluster.Objects.ApplyAsync(OperatorCluster.Blog);
            await cluster.Objects.WaitForConditionAsync("Website", "blog", "Ready");
        }

        await cluster.Objects.PatchAsync("Website", "blog", "{spec: {replicas: 2}}");
        await cluster.Clock.AdvanceAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(1, cluster.Objects.Get("Deployment", "blog").Spec.Integer("replicas"));

        await using var again = Replica.Start(cluster, _zone, "again");
        await cluster.Objects.WaitForAsync("Website", "blog", site => site?.Status.Integer("readyReplicas") == 2);
    }

    [Fact]
    public async Task LeaderThatStops_IsFollowedAtOnce()
    {
        await using var cluster = shared.Fork();
        await using var one = await LeadingAsync(cluster, "one");
        await using var two = Replica.Start(cluster, _zone, "two");
        await cluster.Clock.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.True(one.IsLeader && !two.IsLeader);

        await one.StopAsync();
        await cluster.Clock.AdvanceAsync(TimeSpan.FromSeconds(3));

        Assert.True(two.IsLeader);
        Assert.Equal("two", Holder(cluster));
    }

    [Fact]
    public async Task LeaderThatCrashes_IsFollowed_WhenItsLeaseHasRunOut()
    {
        await using var cluster = shared.Fork();
        await using var one = await LeadingAsync(cluster, "one");
        await using var two = Replica.Start(cluster, _zone, "two");
        await cluster.Clock.AdvanceAsync(TimeSpan.FromMinutes(1));

        await one.CrashAsync();
        await cluster.Clock.AdvanceAsync(TimeSpan.FromSeconds(11));
        Assert.False(two.IsLeader);
        await cluster.Clock.AdvanceAsync(TimeSpan.FromSeconds(9));
        Assert.True(two.IsLeader);

        await cluster.Objects.ApplyAsync(OperatorCluster.Blog);
        await cluster.Objects.WaitForConditionAsync("Website", "blog", "Ready");
    }

    [Fact]
    public async Task LeaderThatIsCutOff_StopsBeforeTheNextBegins()
    {
        await using var cluster = shared.Fork();
        await using var one = await LeadingAsync(cluster, "one");
        await using var two = Replica.Start(cluster, _zone, "two");
        await cluster.Clock.AdvanceAsync(TimeSpan.FromMinutes(1));

        one.CutOff();
        for (var second = 0; second < 30; second++)
        {
            await cluster.Clock.AdvanceAsync(TimeSpan.FromSeconds(1));
            Assert.False(one.IsLeader && two.IsLeader, $"both lead after {second} s");
        }

        Assert.True(two.IsLeader);
    }

    private static string? Holder(EmulatedCluster cluster) => cluster.Objects.Get("Lease", "website-operator", "website-system").Spec.String("holderIdentity");

    private async Task<Replica> LeadingAsync(EmulatedCluster cluster, string name)
    {
        var replica = Replica.Start(cluster, _zone, name);
        await cluster.Objects.WaitForAsync("Lease", "website-operator", lease => lease?.Spec.String("holderIdentity") == name, "website-system");
        return replica;
    }
}
