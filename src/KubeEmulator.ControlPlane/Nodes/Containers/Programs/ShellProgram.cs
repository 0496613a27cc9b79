using KubeEmulator.Nodes.Containers.Commands;
using KubeEmulator.Nodes.Containers.Processes;
using KubeEmulator.Nodes.Containers.Streams;

namespace KubeEmulator.Nodes.Containers.Programs;

/// <summary>The images with a shell: runs whatever command of the image it is given.</summary>
internal class ShellProgram : ContainerProgram
{
    public override Task<int> RunAsync(ContainerContext context) => RunCommandAsync(context);

    public override Task<int> ExecAsync(ContainerContext context, ExecRequest request) => RunCommandAsync(context);

    /// <summary>Runs the context's command line as a first process.</summary>
    protected static async Task<int> RunCommandAsync(ContainerContext context)
    {
        if (context.Command.Count == 0)
        {
            throw new ContainerStartException("no command specified");
        }

        var environment = Environment(context);
        var words = context.Command.Select(ByteText.Encode).ToArray();
        var found = CommandSearch.Find(context.Files, context.Spec.WorkingDirectory, environment["PATH"], words[0]);
        if (found.Failure is { } failure)
        {
            throw failure.Status == 126 ? ContainerStartException.Denied(context.Command[0]) : ContainerStartException.NotFound(context.Command[0]);
        }

        using var process = Process.First(context);
        using var terminal = TerminalSession.Start(process);
        using var signals = context.Signals.Subscribe(process.Deliver);
        try
        {
            return SignalStatus.Code(await CommandRunner.RunAsync(process, found, words, environment, ByteText.Encode(context.Spec.WorkingDirectory)));
        }
        catch (OperationCanceledException) when (process.Token.IsCancellationRequested)
        {
            return 128 + (int)(process.EndedBy is ContainerSignal.None ? ContainerSignal.Kill : process.EndedBy);
        }
        catch (BrokenPipeException)
        {
            return 128 + (int)ContainerSignal.Pipe;
        }
    }

    // What the container runtime adds: runc sets HOME, containerd's CRI HOSTNAME and, with a terminal, TERM.
    private static Dictionary<string, string> Environment(ContainerContext context)
    {
        var environment = context.Environment.ToDictionary(entry => ByteText.Encode(entry.Key), entry => ByteText.Encode(entry.Value), StringComparer.Ordinal);
        environment.TryAdd("PATH", CommandSearch.DefaultPath);
        environment.TryAdd("HOME", context.Spec.UserId == 0 ? "/root" : "/");
        environment.TryAdd("HOSTNAME", ByteText.Encode(context.Spec.HostName));
        if (context.Tty)
        {
            environment.TryAdd("TERM", "xterm");
        }

        return environment;
    }
}
