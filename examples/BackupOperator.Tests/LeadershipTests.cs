using KubeEmulator.Values;

namespace BackupOperator.Tests;

/// <summary>Several instances, of which one works: restart, fail-over. The client's elector takes seconds of real time for it.</summary>
public sealed class LeadershipTests(OperatorCluster shared) : IClassFixture<OperatorCluster>
{
    private readonly RecordedVault _vault = new();

    [Fact]
    public async Task Restart_GoesOnWhereItStopped()
    {
        await using var cluster = shared.ForkWithArchiver();
        await using (await Replica.StartAsync(cluster, _vault))
        {
            await cluster.Objects.ApplyAsync(OperatorCluster.Orders);
            await cluster.Objects.WaitForConditionAsync("Backup", "orders", "Succeeded", timeout: TimeSpan.FromDays(1));
        }

        // A night without an operator: the job runs all the same, nobody seals what it made.
        await cluster.Clock.AdvanceAsync(TimeSpan.FromDays(1));
        Assert.Single(_vault.Archives);

        await using var again = await Replica.StartAsync(cluster, _vault, "again");
        await cluster.Objects.WaitForAsync("Backup", "orders", backup => backup?.Status.Strings("archives").Count() == 2);
        Assert.Equal(2, _vault.Archives.Count);
    }

    [Fact]
    public async Task LeaderThatStops_IsFollowedAtOnce()
    {
        await using var cluster = shared.ForkWithArchiver();
        await using var one = await Replica.StartAsync(cluster, _vault, "one");
        await using var two = await Replica.CandidateAsync(cluster, _vault, "two");

        await one.StopAsync();
        await two.LeadsAsync();

        Assert.False(one.IsLeader);
        Assert.Equal("two", cluster.Objects.Get("Lease", "backup-operator", "backup-system").Spec.String("holderIdentity"));
    }

    [Fact]
    public async Task LeaderThatCrashes_IsFollowed_WhenItsLeaseHasRunOut()
    {
        await using var cluster = shared.ForkWithArchiver();
        await using var one = await Replica.StartAsync(cluster, _vault, "one");
        await using var two = await Replica.CandidateAsync(cluster, _vault, "two");

        await one.CrashAsync();
        Assert.False(two.IsLeader);
        await two.LeadsAsync();

        await cluster.Objects.ApplyAsync(OperatorCluster.Orders);
        await cluster.Objects.WaitForConditionAsync("Backup", "orders", "Succeeded", timeout: TimeSpan.FromDays(1));
        Assert.Single(_vault.Archives);
    }
}
