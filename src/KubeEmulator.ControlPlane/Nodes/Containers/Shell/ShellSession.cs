using KubeEmulator.Nodes.Containers.Processes;
using KubeEmulator.Nodes.Containers.Shell.Syntax;

namespace KubeEmulator.Nodes.Containers.Shell;

/// <summary>
/// A shell that reads its commands from standard input, line by line, since the commands read from there too. With a
/// terminal it shows prompts and goes on after errors.
/// </summary>
internal sealed class ShellSession(Shell shell)
{
    private const int MaxCommand = 1024 * 1024;

    public async ValueTask<int> RunAsync()
    {
        var status = 0;
        var text = "";
        var line = 1;
        while (shell.Flow == ShellFlow.Next)
        {
            await PromptAsync(text.Length == 0 ? "PS1" : "PS2");
            var row = await ReadLineAsync();
            if (row is null)
            {
                return text.Length > 0 ? await RunTextAsync(text, line) : status;
            }

            text += row;
            if (text.Length < MaxCommand && IsUnfinished(text, line))
            {
                continue;
            }

            status = await RunTextAsync(text, line);
            line += text.AsSpan().Count('\n');
            text = "";
        }

        return status;
    }

    // A text that the parser wants to go on with is a command that goes on with the next line.
    private static bool IsUnfinished(string text, int line)
    {
        var lexer = new ShellLexer(text, line);
        try
        {
            var parser = new ShellParser(lexer);
            while (parser.ParseNext() is not null)
            {
            }

            return text.EndsWith("\\\n", StringComparison.Ordinal) || lexer.MissesHereDocument;
        }
        catch (ShellSyntaxException failure)
        {
            return failure.Message.Contains("end of file unexpected", StringComparison.Ordinal) || failure.Message.Contains("Unterminated", StringComparison.Ordinal)
                || failure.Message.Contains("Missing '", StringComparison.Ordinal) || failure.Message.Contains("EOF in", StringComparison.Ordinal);
        }
    }

    private async ValueTask<int> RunTextAsync(string text, int line)
    {
        shell.Line = line;
        if (!shell.Options.Interactive)
        {
            return await shell.RunTextAsync(text);
        }

        try
        {
            return await shell.RunTextAsync(text);
        }
        catch (Exception failure) when (failure is ShellErrorException or ShellSyntaxException)
        {
            await shell.ErrorAsync(failure.Message);
            return shell.LastStatus = 2;
        }
    }

    private async ValueTask PromptAsync(string name)
    {
        if (shell.Options.Interactive)
        {
            await shell.WriteAsync(2, shell.Variables[name] ?? "");
        }
    }

    private async ValueTask<string?> ReadLineAsync()
    {
        var row = new System.Text.StringBuilder();
        var stream = shell.Process.Descriptors[0]?.Stream ?? Stream.Null;
        var one = new byte[1];
        while (await stream.ReadAsync(one, shell.Process.Token) > 0)
        {
            row.Append((char)one[0]);
            if (one[0] == '\n')
            {
                return row.ToString();
            }
        }

        return row.Length > 0 ? row.ToString() : null;
    }
}
