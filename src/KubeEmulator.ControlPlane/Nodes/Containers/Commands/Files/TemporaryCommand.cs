using System.Globalization;
using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands.Files;

/// <summary>mktemp. The letters come from what is there already, so that a run can be repeated.</summary>
internal static class TemporaryCommand
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz0123456789";

    public static async ValueTask<int> RunAsync(CommandRun run)
    {
        var options = CommandOptions.Parse(run, "dqup:t", new Dictionary<string, char> { ["directory"] = 'd', ["tmpdir"] = 'p' });
        var template = options.Operands.FirstOrDefault();
        var path = template is null || options.LastOf("pt") is not null
            ? PathText.Join(options.Value('p') is { Length: > 0 } folder ? folder : run.Environment.GetValueOrDefault("TMPDIR") ?? "/tmp", template ?? "tmp.XXXXXXXXXX")
            : template;
        var letters = path.Length - path.TrimEnd('X').Length;
        if (letters < 3)
        {
            return await run.FailAsync($"too few X's in template '{path}'");
        }

        for (var attempt = (uint)run.Process.Container.Spec.Seed; ; attempt++)
        {
            var candidate = path[..^letters] + Name(attempt, letters);
            if (run.Files.Exists(run.Path(candidate)))
            {
                continue;
            }

            if (options.Has('d'))
            {
                run.Files.CreateDirectory(run.Path(candidate), 0x1c0);
            }
            else
            {
                await run.Files.OpenWrite(run.Path(candidate), FileMode.CreateNew, 0x180).DisposeAsync();
            }

            await run.Output.WriteLineAsync(candidate);
            return 0;
        }
    }

    private static string Name(uint number, int length)
    {
        var mixed = (ulong)(number + 1) * 0x9e3779b97f4a7c15;
        return string.Create(CultureInfo.InvariantCulture, $"{string.Concat(Enumerable.Range(0, length).Select(index => Letters[(int)((mixed >> (index % 10 * 6)) % (ulong)Letters.Length)]))}");
    }
}
