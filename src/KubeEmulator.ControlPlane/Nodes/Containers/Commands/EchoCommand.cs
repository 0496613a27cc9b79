using System.Text;
using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands;

/// <summary>echo, as a program and as dash's built-in, which always reads escapes.</summary>
internal static class EchoCommand
{
    public static ValueTask<int> RunAsync(CommandRun run)
    {
        var (newline, escapes, index) = (true, false, 0);
        for (; index < run.Arguments.Count && run.Arguments[index] is ['-', _, ..] word && word.AsSpan(1).IndexOfAnyExcept("neE") < 0; index++)
        {
            newline &= !word.Contains('n', StringComparison.Ordinal);
            escapes = word.LastIndexOf('e') > word.LastIndexOf('E') || (escapes && !word.Contains('E', StringComparison.Ordinal));
        }

        return WriteAsync(run, index, newline, escapes);
    }

    public static ValueTask<int> ShellAsync(CommandRun run)
    {
        var silent = run.Arguments is ["-n", ..];
        return WriteAsync(run, silent ? 1 : 0, !silent, escapes: true);
    }

    private static async ValueTask<int> WriteAsync(CommandRun run, int start, bool newline, bool escapes)
    {
        var text = string.Join(' ', run.Arguments.Skip(start));
        if (escapes && text.Contains('\\', StringComparison.Ordinal))
        {
            var unescaped = new StringBuilder();
            var stopped = !TextEscapes.Unescape(text, unescaped, TextEscapes.Style.Echo);
            await run.Output.WriteAsync(unescaped.Append(newline && !stopped ? "\n" : "").ToString());
        }
        else
        {
            await run.Output.WriteAsync(newline ? text + "\n" : text);
        }

        return 0;
    }
}
