namespace KubeEmulator.Nodes.Containers.Processes;

/// <summary>A process of a container: what the shell and its commands run in.</summary>
internal sealed class Process : IDisposable
{
    private readonly ProcessTable table;
    private readonly CancellationTokenSource ended;

    private Process(ContainerContext container, ProcessTable table, Process? parent, IReadOnlyList<string> command, FileTable descriptors)
    {
        Container = container;
        this.table = table;
        Parent = parent;
        Command = command;
        Descriptors = descriptors;
        StartedAt = container.Time.GetUtcNow();
        ended = CancellationTokenSource.CreateLinkedTokenSource(container.Killed);
        Id = table.Add(this) ?? throw new ProcessLimitException();
    }

    public ContainerContext Container { get; }

    public Process? Parent { get; }

    public int Id { get; }

    /// <summary>The command line that ps shows.</summary>
    public IReadOnlyList<string> Command { get; set; }

    public FileTable Descriptors { get; set; }

    public DateTimeOffset StartedAt { get; }

    /// <summary>Whether a shell has put it into the background, where the terminal's signals do not reach it.</summary>
    public bool IsBackground { get; set; }

    /// <summary>The permissions that new files do not get.</summary>
    public int Umask { get; set; } = 0x12;

    /// <summary>The signal that ended the process.</summary>
    public ContainerSignal EndedBy { get; private set; }

    /// <summary>Fires when a signal ends the process.</summary>
    public CancellationToken Token => ended.Token;

    /// <summary>What the process does with signals; returns whether it took the signal. Null: each ends it.</summary>
    public Func<ContainerSignal, bool>? Handler { get; set; }

    public ProcessTable Table => table;

    /// <summary>The first process of a container or of an exec: its streams are the context's and stay open.</summary>
    public static Process First(ContainerContext context)
    {
        var descriptors = new FileTable();
        descriptors.Set(0, new FileHandle(context.StandardInput, owned: false, context.Tty));
        descriptors.Set(1, new FileHandle(context.StandardOutput, owned: false, context.Tty));
        descriptors.Set(2, new FileHandle(context.StandardError, owned: false, context.Tty));
        return new Process(context, ProcessTable.Of(context.Spec), null, [.. context.Command.Select(ByteText.Encode)], descriptors);
    }

    /// <summary>A child with descriptors of its own.</summary>
    public Process Fork(IReadOnlyList<string> command) => new(Container, table, this, command, Descriptors.Copy()) { Umask = Umask };

    /// <summary>Sends a signal, as kill(2) does.</summary>
    public void Deliver(ContainerSignal signal)
    {
        if (signal is ContainerSignal.None || (signal is not ContainerSignal.Kill && Handler?.Invoke(signal) == true))
        {
            return;
        }

        // The kernel drops signals to a container's first process that it has no handler for (pid_namespaces(7)).
        if (Id == 1 && Parent is null && signal is not ContainerSignal.Kill)
        {
            return;
        }

        End(signal);
    }

    /// <summary>Ends the process by a signal, whoever it is.</summary>
    public void End(ContainerSignal signal)
    {
        EndedBy = signal;
        try
        {
            ended.Cancel();
        }
        catch (ObjectDisposedException)
        {
        }
    }

    /// <summary>The process has ended: it leaves the table and lets its files go.</summary>
    public void Dispose()
    {
        table.Remove(Id);
        Descriptors.CloseAll();
        ended.Dispose();
    }
}
