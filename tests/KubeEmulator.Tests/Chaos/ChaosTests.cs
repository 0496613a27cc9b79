namespace KubeEmulator.Tests.Chaos;

/// <summary>Days on which everything happens that may happen to a cluster; afterwards it has to be in order.</summary>
public sealed class ChaosTests
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    /// <summary>The seeds tried; <c>CHAOS_SEEDS=100</c> in the environment tries as many.</summary>
    public static IEnumerable<object[]> Seeds =>
        Enumerable.Range(1, int.TryParse(Environment.GetEnvironmentVariable("CHAOS_SEEDS"), out var count) ? count : 5).Select(seed => new object[] { seed });

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Day_OfChaos_LeavesTheClusterInOrder(int seed)
    {
        await using var run = await ChaosRun.StartAsync(seed);
        await run.LiveAsync(Day);
        await run.CalmDownAsync();

        string[] faults = [.. ChaosInvariants.Broken(run.Cluster), .. run.StillFailing];

        Assert.True(faults.Length == 0, $"seed {seed}:\n{string.Join('\n', faults)}\n{run.Describe()}");
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Fork_InTheMiddleOfChaos_BothComeToOrder(int seed)
    {
        await using var run = await ChaosRun.StartAsync(1000 + seed);
        await run.LiveAsync(TimeSpan.FromHours(3));
        await using var fork = run.Fork();
        await run.LiveAsync(TimeSpan.FromHours(1));
        await fork.LiveAsync(TimeSpan.FromHours(1));

        foreach (var half in new[] { run, fork })
        {
            await half.CalmDownAsync();
            string[] faults = [.. ChaosInvariants.Broken(half.Cluster), .. half.StillFailing];
            Assert.True(faults.Length == 0, $"seed {seed}, {(half == run ? "the original" : "the fork")}:\n{string.Join('\n', faults)}\n{half.Describe()}");
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Restore_InTheMiddleOfChaos_ComesToOrder(int seed)
    {
        await using var run = await ChaosRun.StartAsync(2000 + seed);
        await run.LiveAsync(TimeSpan.FromHours(3));
        var state = run.Cluster.Snapshot();
        await run.LiveAsync(TimeSpan.FromHours(2));
        run.Cluster.Restore(state);
        await run.LiveAsync(TimeSpan.FromHours(1));
        await run.CalmDownAsync();

        string[] faults = [.. ChaosInvariants.Broken(run.Cluster), .. run.StillFailing];

        Assert.True(faults.Length == 0, $"seed {seed}:\n{string.Join('\n', faults)}\n{run.Describe()}");
    }

    [Fact]
    public async Task Chaos_SameSeed_IsTheSameEveryTime()
    {
        Assert.Equal(await LiveAsync(), await LiveAsync());

        static async Task<IReadOnlyList<string>> LiveAsync()
        {
            await using var run = await ChaosRun.StartAsync(6);
            await run.LiveAsync(TimeSpan.FromHours(4));
            return [.. run.Log, $"revision {run.Cluster.Snapshot().Revision}"];
        }
    }
}
