using System.CommandLine;
using KubeEmulator.Values;

namespace KubeEmulator.Tool.Control;

/// <summary>The flags of every command that talks to a running emulator, and the talk itself.</summary>
internal sealed class ControlOptions
{
    private readonly Option<FileInfo?> _kubeconfig = new("--kubeconfig") { Description = "The kubeconfig that up wrote; where not given, $KUBECONFIG, then the newest one in the temporary folder.", Recursive = true };
    private readonly Option<string> _output = new("--output", "-o") { Description = "text or json.", DefaultValueFactory = _ => "text", Recursive = true };

    /// <summary>Adds the flags to a command.</summary>
    public Command AddTo(Command command)
    {
        _output.AcceptOnlyFromAmong("text", "json");
        command.Add(_kubeconfig);
        command.Add(_output);
        return command;
    }

    /// <summary>A command that makes one call.</summary>
    /// <param name="name">The command's name.</param>
    /// <param name="description">What it does.</param>
    /// <param name="call">The method, path and body from what was typed.</param>
    /// <param name="symbols">Arguments and options of the command.</param>
    public Command Command(string name, string description, Func<ParseResult, (HttpMethod Method, string Path, MapValue? Body)> call, params Symbol[] symbols) =>
        Command(name, description, call, AnswerText.Write, symbols);

    /// <summary>A command that makes one call and shows the answer in its own way.</summary>
    public Command Command(
        string name,
        string description,
        Func<ParseResult, (HttpMethod Method, string Path, MapValue? Body)> call,
        Func<Value?, string> text,
        params Symbol[] symbols)
    {
        var command = new Command(name, description);
        foreach (var symbol in symbols)
        {
            if (symbol is Argument argument)
            {
                command.Add(argument);
            }
            else
            {
                command.Add((Option)symbol);
            }
        }

        command.SetAction((parsed, cancellation) => RunAsync(parsed, call, text, cancellation));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, Func<ParseResult, (HttpMethod Method, string Path, MapValue? Body)> call, Func<Value?, string> show, CancellationToken cancellation)
    {
        try
        {
            var (method, path, body) = call(parsed);
            using var client = new ControlClient(Kubeconfig(parsed));
            var answer = await client.CallAsync(method, path, body, cancellation).ConfigureAwait(false);
            var text = parsed.GetValue(_output) == "json" ? answer is null ? "" : answer + Environment.NewLine : show(answer);
            await parsed.InvocationConfiguration.Output.WriteAsync(text).ConfigureAwait(false);
            return 0;
        }
        catch (ToolException wrong)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync($"error: {wrong.Message}").ConfigureAwait(false);
            return 1;
        }
    }

    private string Kubeconfig(ParseResult parsed)
    {
        if (parsed.GetValue(_kubeconfig) is { } given)
        {
            return given.FullName;
        }

        return Environment.GetEnvironmentVariable("KUBECONFIG") is { Length: > 0 } named ? named.Split(Path.PathSeparator)[0]
            : new DirectoryInfo(Path.GetTempPath()).EnumerateFiles("kube-emulator-*.kubeconfig").MaxBy(f => f.LastWriteTimeUtc)?.FullName
            ?? throw new ToolException("no kubeconfig: start a cluster with kube-emulator up, or name its file with --kubeconfig");
    }
}
