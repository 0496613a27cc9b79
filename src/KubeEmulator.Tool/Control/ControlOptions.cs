using System.CommandLine;
using KubeEmulator.Tool.Commands;
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

        command.SetAction((parsed, cancellation) => ActAsync(parsed, async client =>
        {
            var (method, path, body) = call(parsed);
            var answer = await client.CallAsync(method, path, body, cancellation).ConfigureAwait(false);
            return IsJson(parsed) ? answer is null ? "" : answer + Environment.NewLine : text(answer);
        }));
        return command;
    }

    /// <summary>Whether answers are to be JSON.</summary>
    public bool IsJson(ParseResult parsed) => parsed.GetValue(_output) == "json";

    /// <summary>Does something with the running cluster and writes what comes of it; the exit code.</summary>
    public async Task<int> ActAsync(ParseResult parsed, Func<ControlClient, Task<string>> act)
    {
        try
        {
            using var client = new ControlClient(Kubeconfig(parsed));
            using var progress = new Progress(parsed.InvocationConfiguration.Error, "the cluster is at it");
            await parsed.InvocationConfiguration.Output.WriteAsync(await act(client).ConfigureAwait(false)).ConfigureAwait(false);
            return ExitCodes.Done;
        }
        catch (ToolException wrong)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync($"error: {wrong.Message}").ConfigureAwait(false);
            return wrong.ExitCode;
        }
    }

    /// <summary>The kubeconfig file that is meant.</summary>
    /// <exception cref="ToolException">There is none.</exception>
    public string Kubeconfig(ParseResult parsed)
    {
        if (parsed.GetValue(_kubeconfig) is { } given)
        {
            return given.FullName;
        }

        return Environment.GetEnvironmentVariable("KUBECONFIG") is { Length: > 0 } named ? named.Split(Path.PathSeparator)[0]
            : KubeconfigFile.Newest() ?? throw new ToolException("no kubeconfig: start a cluster with kube-emulator up, or name its file with --kubeconfig") { ExitCode = ExitCodes.Unreachable };
    }
}
