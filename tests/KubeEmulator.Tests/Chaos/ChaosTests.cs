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
