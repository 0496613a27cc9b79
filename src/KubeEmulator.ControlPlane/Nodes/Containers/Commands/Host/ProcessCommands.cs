using System.Globalization;
using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands.Host;

/// <summary>ps, pgrep, pkill, uptime and free.</summary>
internal static class ProcessCommands
{
    public static async ValueTask<int> ListAsync(CommandRun run)
    {
        // With options it is procps' ps, without them busybox'.
        var wide = run.Arguments.Count > 0;
        var users = new UserNames(run.Files);
        var user = users.User(run.Process.Container.Spec.UserId);
        await run.Output.WriteLineAsync(wide ? "UID          PID    PPID  C STIME TTY          TIME CMD" : "PID   USER     TIME  COMMAND");
        foreach (var process in run.Process.Table.List())
        {
            var command = string.Join(' ', process.Command);
            await run.Output.WriteLineAsync(wide
                ? $"{user,-8} {process.Id,7} {process.Parent?.Id ?? 0,7}  0 {process.StartedAt.UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture)} ?        00:00:00 {command}"
                : $"{process.Id,5} {user,-8} {"0:00",5} {command}");
        }

        return 0;
    }

    public static async ValueTask<int> FindAsync(CommandRun run)
    {
        var found = Matching(run);
        foreach (var process in found)
        {
            await run.Output.WriteLineAsync(process.Id.ToString(CultureInfo.InvariantCulture));
        }

        return found.Count > 0 ? 0 : 1;
    }

    public static ValueTask<int> KillAsync(CommandRun run)
    {
        var signal = run.Arguments.Where(word => word.StartsWith('-')).Select(word => Shell.ShellTraps.Parse(word[1..])).FirstOrDefault(number => number is not null) ?? (int)ContainerSignal.Term;
        var found = Matching(run);
        found.ForEach(process => process.Deliver((ContainerSignal)signal));
        return new ValueTask<int>(found.Count > 0 ? 0 : 1);
    }

    public static async ValueTask<int> UptimeAsync(CommandRun run)
    {
        var now = run.Time.GetUtcNow();
        var first = run.Process.Table.List().Min(process => process.StartedAt);
        await run.Output.WriteLineAsync($" {DateText.Format(now, "%H:%M:%S")} up {(long)(now - first).TotalMinutes} min,  0 users,  load average: 0.00, 0.00, 0.00");
        return 0;
    }

    public static async ValueTask<int> FreeAsync(CommandRun run)
    {
        await run.Output.WriteAsync("              total        used        free      shared  buff/cache   available\nMem:        8388608     2097152     4194304           0     2097152     6291456\nSwap:             0           0           0\n");
        return 0;
    }

    private static List<Process> Matching(CommandRun run)
    {
        var full = run.Arguments.Contains("-f");
        var pattern = Text.PosixRegex.Create(run.Arguments.LastOrDefault(word => !word.StartsWith('-')) ?? throw new UsageException("no matching criteria specified", 2), extended: true);
        return [.. run.Process.Table.List().Where(process => process != run.Process && process.Command.Count > 0
            && pattern.IsMatch(full ? string.Join(' ', process.Command) : PathText.BaseName(process.Command[0])))];
    }
}
