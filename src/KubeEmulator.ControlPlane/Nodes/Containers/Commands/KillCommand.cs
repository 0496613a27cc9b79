using System.Globalization;
using KubeEmulator.Nodes.Containers.Processes;
using KubeEmulator.Nodes.Containers.Shell;

namespace KubeEmulator.Nodes.Containers.Commands;

/// <summary>kill: signals to processes of the container.</summary>
internal static class KillCommand
{
    public static async ValueTask<int> RunAsync(CommandRun run)
    {
        var arguments = run.Arguments.ToList();
        if (arguments is ["-l", ..])
        {
            return await ListAsync(run, arguments);
        }

        var signal = (int?)ContainerSignal.Term;
        if (arguments is ["-s", var named, ..])
        {
            signal = ShellTraps.Parse(named);
            arguments.RemoveRange(0, 2);
        }
        else if (arguments is [['-', _, ..] option, ..] && option != "--")
        {
            signal = ShellTraps.Parse(option[1..]);
            named = option[1..];
            arguments.RemoveAt(0);
        }
        else
        {
            named = "";
        }

        if (signal is null)
        {
            return await run.FailAsync($"invalid signal number or name: {named}", 2);
        }

        var status = 0;
        foreach (var word in arguments.Where(word => word != "--"))
        {
            if (!int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id))
            {
                return await run.FailAsync($"Illegal number: {word}", 2);
            }

            if (!Send(run, id, (ContainerSignal)signal.Value))
            {
                await run.FailAsync("No such process");
                await run.ErrorAsync("\n");
                status = 1;
            }
        }

        return status;
    }

    private static bool Send(CommandRun run, int id, ContainerSignal signal)
    {
        if (id < 0)
        {
            foreach (var process in run.Process.Table.List().Where(process => process.Id != 1))
            {
                process.Deliver(signal);
            }

            return true;
        }

        var target = id == 0 ? run.Process : run.Process.Table.Find(id);
        target?.Deliver(signal);
        return target is not null;
    }

    private static async ValueTask<int> ListAsync(CommandRun run, List<string> arguments)
    {
        if (arguments.Count == 1)
        {
            foreach (var name in ShellTraps.Names.Where(entry => entry.Key > 0).OrderBy(entry => entry.Key).Select(entry => entry.Value))
            {
                await run.Output.WriteLineAsync(name);
            }

            return 0;
        }

        foreach (var word in arguments.Skip(1))
        {
            if (!int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || !ShellTraps.Names.TryGetValue(number > 128 ? number - 128 : number, out var name))
            {
                return await run.FailAsync($"invalid signal number or exit status: {word}", 2);
            }

            await run.Output.WriteLineAsync(name);
        }

        return 0;
    }
}
