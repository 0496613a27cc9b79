using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands.Text.Sed;

/// <summary>sed.</summary>
internal static class SedCommand
{
    private static readonly Dictionary<string, char> Names = new() { ["quiet"] = 'n', ["silent"] = 'n', ["expression"] = 'e', ["file"] = 'f', ["regexp-extended"] = 'E', ["in-place"] = 'i', ["separate"] = 's' };

    public static async ValueTask<int> RunAsync(CommandRun run)
    {
        // -i takes its suffix only when it is written together, which getopt has no form for.
        var suffix = run.Arguments.FirstOrDefault(word => word.StartsWith("-i", StringComparison.Ordinal))?[2..] ?? "";
        var words = run.Words.Select(word => word.StartsWith("-i", StringComparison.Ordinal) ? "-i" : word).ToArray();
        var options = CommandOptions.Parse(new CommandRun(run.Process, run.Name, words, run.Environment, run.WorkingDirectory), "ne:f:Erisuz", Names);
        var parts = options.Values('e').Concat(options.Values('f').Select(name => ByteText.FromBytes(run.Files.ReadAllBytes(run.Path(name))).TrimEnd('\n'))).ToList();
        if (parts.Count == 0)
        {
            if (options.Operands.Count == 0)
            {
                return await run.FailAsync("no script specified");
            }

            parts.Add(options.Operands[0]);
            options.Operands.RemoveAt(0);
        }

        var script = new SedParser(string.Join('\n', parts), options.LastOf("Er") is not null).Parse();
        return options.Has('i') ? await InPlaceAsync(run, options, script, suffix) : await StreamAsync(run, options, script);
    }

    private static async ValueTask<int> StreamAsync(CommandRun run, CommandOptions options, IReadOnlyList<SedStep> script)
    {
        var input = new SedInput(run, options.Operands.Count > 0 ? options.Operands : ["-"], options.Has('s'));
        var code = await new SedMachine(run, script, input, run.Output, options.Has('n')).RunAsync();
        return code != 0 ? code : input.Failed ? 2 : 0;
    }

    private static async ValueTask<int> InPlaceAsync(CommandRun run, CommandOptions options, IReadOnlyList<SedStep> script, string suffix)
    {
        var status = 0;
        foreach (var name in options.Operands)
        {
            if (run.Files.Status(run.Path(name)) is not { IsFile: true } found)
            {
                status = await run.FailAsync($"can't read {name}: No such file or directory", 4);
                continue;
            }

            var input = new SedInput(run, [name], separate: true);
            var temporary = run.Path(name) + ".sed";
            await using (var file = run.Files.OpenWrite(temporary, FileMode.Create, found.Mode))
            {
                var output = new ByteWriter(file, run.Token);
                status = Math.Max(status, await new SedMachine(run, script, input, output, options.Has('n')).RunAsync());
                await output.FlushAsync();
            }

            if (suffix.Length > 0)
            {
                run.Files.Rename(run.Path(name), run.Path(name + suffix));
            }

            run.Files.Rename(temporary, run.Path(name));
        }

        return status;
    }
}
