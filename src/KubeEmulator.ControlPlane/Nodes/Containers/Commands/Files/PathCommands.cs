using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands.Files;

/// <summary>basename, dirname, readlink, realpath and pwd.</summary>
internal static class PathCommands
{
    public static async ValueTask<int> BaseNameAsync(CommandRun run)
    {
        var options = CommandOptions.Parse(run, "as:z", new Dictionary<string, char> { ["suffix"] = 's', ["multiple"] = 'a' }, permute: false);
        if (options.Operands.Count == 0)
        {
            return await run.UsageAsync("missing operand");
        }

        var many = options.LastOf("as") is not null;
        if (!many && options.Operands.Count > 2)
        {
            return await run.UsageAsync($"extra operand '{options.Operands[2]}'");
        }

        var suffix = options.Value('s') ?? (!many && options.Operands.Count > 1 ? options.Operands[1] : "");
        foreach (var name in many ? options.Operands : options.Operands.Take(1))
        {
            var last = PathText.BaseName(name);
            await run.Output.WriteLineAsync(suffix.Length > 0 && last.Length > suffix.Length && last.EndsWith(suffix, StringComparison.Ordinal) ? last[..^suffix.Length] : last);
        }

        return 0;
    }

    public static async ValueTask<int> DirectoryNameAsync(CommandRun run)
    {
        if (run.Arguments.Count == 0)
        {
            return await run.UsageAsync("missing operand");
        }

        foreach (var name in run.Arguments)
        {
            var trimmed = name.TrimEnd('/');
            var slash = trimmed.LastIndexOf('/');
            var folder = trimmed.Length == 0 ? name.Length > 0 ? "/" : "." : slash < 0 ? "." : trimmed[..slash].TrimEnd('/') is { Length: > 0 } above ? above : "/";
            await run.Output.WriteLineAsync(folder);
        }

        return 0;
    }

    public static async ValueTask<int> ReadLinkAsync(CommandRun run)
    {
        var options = CommandOptions.Parse(run, "fenmqsvz", new Dictionary<string, char> { ["canonicalize"] = 'f' });
        var status = 0;
        foreach (var name in options.Operands)
        {
            try
            {
                var text = ByteText.Encode(options.LastOf("fem") is not null ? run.Files.RealPath(run.Path(name)) : run.Files.ReadLink(run.Path(name)));
                await run.Output.WriteAsync(text + (options.Has('n') ? "" : "\n"));
            }
            catch (FileFailureException)
            {
                status = 1;
            }
        }

        return status;
    }

    public static async ValueTask<int> RealPathAsync(CommandRun run)
    {
        var options = CommandOptions.Parse(run, "emqsLP");
        var status = 0;
        foreach (var name in options.Operands)
        {
            try
            {
                await run.Output.WriteLineAsync(ByteText.Encode(run.Files.RealPath(run.Path(name))));
            }
            catch (FileFailureException failure)
            {
                status = await run.FailAsync(name, failure);
            }
        }

        return status;
    }

    public static async ValueTask<int> WorkingDirectoryAsync(CommandRun run)
    {
        await run.Output.WriteLineAsync(run.WorkingDirectory);
        return 0;
    }
}
