using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands;

/// <summary>sleep, on the cluster's clock.</summary>
internal static class SleepCommand
{
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

        await run.Process.Container.DelayAsync(total, run.Token);
        return 0;
    }
}
