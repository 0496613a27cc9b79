using KubeEmulator.Nodes.Containers.Processes;
using KubeEmulator.Nodes.Containers.Streams;

namespace KubeEmulator.Nodes.Containers.Programs;

/// <summary>Puts a terminal between a first process and its client, where one was asked for.</summary>
internal sealed class TerminalSession : IDisposable
{
    private static readonly HashSet<string> Shells = ["sh", "ash", "bash", "dash"];

    private readonly Process process;
    private readonly CancellationTokenSource ended;

    private TerminalSession(Process process)
    {
        this.process = process;
        ended = CancellationTokenSource.CreateLinkedTokenSource(process.Token);
    }

    /// <summary>Null: the process has no terminal.</summary>
    public static TerminalSession? Start(Process process)
    {
        var context = process.Container;
        if (!context.Tty)
        {
            return null;
        }

        var session = new TerminalSession(process);
        var terminal = new Terminal(context.StandardInput, context.StandardOutput, session.Interrupt);
        process.Descriptors.Set(0, new FileHandle(terminal.Input, owned: false, isTerminal: true));
        var output = new FileHandle(terminal.Output, owned: false, isTerminal: true);
        process.Descriptors.Set(1, output);
        process.Descriptors.Set(2, output.Share());
        _ = terminal.PumpAsync(session.ended.Token);
        return session;
    }

    public void Dispose()
    {
        ended.Cancel();
        ended.Dispose();
    }

    // The foreground is what the first process has started and not put into the background; a shell by itself takes no harm.
    private bool Interrupt(ContainerSignal signal)
    {
        var foreground = process.Table.List().Where(IsForeground).ToArray();
        foreach (var child in foreground)
        {
            child.Deliver(signal);
        }

        if (foreground.Length == 0 && !Shells.Contains(PathText.BaseName(process.Command.Count > 0 ? process.Command[0] : "")))
        {
            process.Deliver(signal);
            return true;
        }

        return foreground.Length > 0;
    }

    private bool IsForeground(Process candidate)
    {
        for (var at = candidate; at is not null && !at.IsBackground; at = at.Parent)
        {
            if (at.Parent == process)
            {
                return true;
            }
        }

        return false;
    }
}
