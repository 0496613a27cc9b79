using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands;

/// <summary>sleep, on the cluster's clock.</summary>
internal static class SleepCommand
{
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(30);

    public static async ValueTask<int> RunAsync(CommandRun run)
    {
        var total = TimeSpan.Zero;
        if (run.Arguments.Count == 0)
        {
            return await run.UsageAsync("missing operand");
        }

        foreach (var word in run.Arguments)
        {
            if (CommandNumbers.ParseDuration(word) is not { } time)
            {
                return await run.UsageAsync($"invalid time interval '{word}'");
            }

            total = time == Timeout.InfiniteTimeSpan || total == Timeout.InfiniteTimeSpan ? Timeout.InfiniteTimeSpan : total + time;
        }

        // A timer goes no further than 49 days; a container may sleep for years.
        for (; total > LongestTimer; total -= LongestTimer)
        {
            await Task.Delay(LongestTimer, run.Time, run.Token);
        }

        await Task.Delay(total, run.Time, run.Token);
        return 0;
    }
}
