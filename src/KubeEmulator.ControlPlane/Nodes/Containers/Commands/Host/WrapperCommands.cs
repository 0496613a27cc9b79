using System.Globalization;
using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands.Host;

/// <summary>time, timeout, nohup and nice: commands around a command.</summary>
internal static class WrapperCommands
{
    public static async ValueTask<int> TimeAsync(CommandRun run)
    {
        var words = run.Arguments.SkipWhile(word => word == "-p").ToArray();
        var start = run.Time.GetUtcNow();
        var status = words.Length == 0 ? 0 : await run.StartAsync(words);
        var elapsed = (run.Time.GetUtcNow() - start).TotalSeconds;
        await run.ErrorAsync($"real {elapsed.ToString("0.00", CultureInfo.InvariantCulture)}\nuser 0.00\nsys 0.00\n");
        return status;
    }

    public static async ValueTask<int> TimeoutAsync(CommandRun run)
    {
        var options = CommandOptions.Parse(run, "s:k:pv", new Dictionary<string, char> { ["signal"] = 's', ["kill-after"] = 'k' }, permute: false, failure: 125);
        if (options.Operands.Count < 2)
        {
            return await run.UsageAsync("missing operand", 125);
        }

        if (CommandNumbers.ParseDuration(options.Operands[0]) is not { } limit)
        {
            return await run.UsageAsync($"invalid time interval '{options.Operands[0]}'", 125);
        }

        var signal = (ContainerSignal)(Shell.ShellTraps.Parse(options.Value('s') ?? "TERM") ?? (int)ContainerSignal.Term);
        var running = run.StartAsync([.. options.Operands.Skip(1)]);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(run.Token);
        if (limit == TimeSpan.Zero || await Task.WhenAny(running, run.Process.Container.DelayAsync(limit, stop.Token)) == running)
        {
            await stop.CancelAsync();
            return await running;
        }

        Children(run).ForEach(child => child.Deliver(signal));
        if (options.Value('k') is { } more && CommandNumbers.ParseDuration(more) is { } grace && await Task.WhenAny(running, run.Process.Container.DelayAsync(grace, run.Token)) != running)
        {
            Children(run).ForEach(child => child.Deliver(ContainerSignal.Kill));
        }

        var status = await running;
        return signal is ContainerSignal.Kill ? status : 124;
    }

    public static async ValueTask<int> NoHangUpAsync(CommandRun run)
    {
        var words = run.Name == "nice" && run.Arguments is ["-n", _, ..] ? run.Arguments.Skip(2).ToArray() : [.. run.Arguments];
        return words.Length == 0 ? await run.UsageAsync("missing operand", 125) : await run.StartAsync(words);
    }

    private static List<Process> Children(CommandRun run) => [.. run.Process.Table.List().Where(process => process.Parent == run.Process)];
}
