using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands.Text;

/// <summary>What head and tail share: how many, and the titles of several files.</summary>
internal static class LineCount
{
    private static readonly Dictionary<string, char> Names = new() { ["lines"] = 'n', ["bytes"] = 'c', ["quiet"] = 'q', ["verbose"] = 'v', ["follow"] = 'f' };

    /// <summary>The options, the count, and whether it counts from the start (+N).</summary>
    public static (CommandOptions Options, long Count, bool FromStart) Parse(CommandRun run, string letters)
    {
        // The old form: head -5.
        var words = run.Words.Select((word, index) => index == 1 && word.Length > 1 && word[0] == '-' && word.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0 ? "-n" + word[1..] : word);
        var options = CommandOptions.Parse(new CommandRun(run.Process, run.Name, [.. words], run.Environment, run.WorkingDirectory), letters, Names);
        var kind = options.LastOf("nc");
        var text = kind is null ? "10" : options.Value(kind.Value)!;
        var count = CommandNumbers.ParseSize(text.TrimStart('+')) ?? throw new UsageException($"invalid number of {(kind == 'c' ? "bytes" : "lines")}: '{text}'");
        return (options, count, text.StartsWith('+'));
    }

    public static ValueTask TitleAsync(CommandRun run, CommandOptions options, string name, int index) =>
        options.Has('v') || (options.Operands.Count > 1 && !options.Has('q'))
            ? run.Output.WriteAsync($"{(index > 0 ? "\n" : "")}==> {(name == "-" ? "standard input" : name)} <==\n")
            : ValueTask.CompletedTask;
}
