using System.Globalization;
using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands.Servers;

/// <summary>agnhost logs-generator: so many lines, evenly over a time.</summary>
internal static class AgnhostLogs
{
    private static readonly string[] Methods = ["GET", "POST", "PUT"];
    private static readonly string[] Namespaces = ["kube-system", "default", "ns"];

    public static async ValueTask<int> RunAsync(CommandRun run)
    {
        var total = Number(AgnhostCommand.Flag(run, "log-lines-total") ?? AgnhostCommand.Flag(run, "t"));
        var duration = CommandNumbers.ParseDuration(AgnhostCommand.Flag(run, "run-duration") ?? AgnhostCommand.Flag(run, "d") ?? "") ?? TimeSpan.Zero;
        if (total <= 0 || duration <= TimeSpan.Zero)
        {
            await run.ErrorAsync(total <= 0 ? $"Invalid total number of lines: {total}\n" : $"Invalid duration: {duration.TotalSeconds}s\n");
            return 255;
        }

        var delay = duration / total;
        var state = (uint)run.Process.Container.Spec.Seed;
        for (var line = 0; line < total; line++)
        {
            state = (state * 1664525) + 1013904223;
            var name = string.Concat(Enumerable.Range(0, 3).Select(index => (char)('a' + (state >> (index * 5) & 0x1f) % 26)));
            var text = string.Create(CultureInfo.InvariantCulture, $"{line} {Methods[state % 3]} /api/v1/namespaces/{Namespaces[(state >> 8) % 3]}/pods/{name} {200 + (state >> 16) % 400}");
            await run.ErrorAsync($"I{DateText.Format(run.Time.GetUtcNow(), "%m%d %H:%M:%S")}.000000       1 logs_generator.go:76] {text}\n");
            await Task.Delay(delay, run.Time, run.Token);
        }

        return 0;
    }

    private static long Number(string? text) => text is null ? 0 : CommandNumbers.Parse(text) ?? throw new UsageException($"invalid argument \"{text}\"");
}
