using KubeEmulator.Nodes.Containers.Logs;
using KubeEmulator.Nodes.Containers.Streams;

namespace KubeEmulator.Nodes.Containers;

/// <summary>
/// One run of a container: its main process, its log, and the ways in (exec, attach, ports, files). A restart is a new
/// one. Thread-safe.
/// </summary>
public sealed class RunningContainer : IDisposable
{
    private readonly ContainerProgram program;
    private readonly ProgramExecutor executor;
#pragma warning disable CA2213 // Execs still listen to it when the container ends; it holds nothing but tokens.
    private readonly SignalSource signals = new();
    private readonly LogWriteStream output;
    private readonly LogWriteStream error;
#pragma warning restore CA2213
    private readonly TaskCompletionSource<ContainerExit> exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly BoundedPipe? input;
    private readonly ContainerContext context;
    private readonly DateTimeOffset startedAt;

    private RunningContainer(ContainerProgram program, ContainerSpec spec)
    {
        this.program = program;
        Spec = spec;
        executor = spec.Executor ?? new ProgramExecutor();
        startedAt = spec.Time.GetUtcNow();
        output = new LogWriteStream(spec.Log, LogStreamKind.Stdout, spec.Time);
        error = new LogWriteStream(spec.Log, spec.Tty ? LogStreamKind.Stdout : LogStreamKind.Stderr, spec.Time);
        input = spec.Stdin ? new BoundedPipe() : null;
        context = new ContainerContext
        {
            Spec = spec,
            Command = spec.Command,
            StandardInput = input?.Reader ?? Stream.Null,
            StandardOutput = output,
            StandardError = spec.Tty ? output : error,
            Signals = signals,
            Tty = spec.Tty,
        };
    }

    /// <summary>What the container was started with.</summary>
    public ContainerSpec Spec { get; }

    /// <summary>Ends when the container has ended. It never fails: a program that throws ends with code 1 and the error in its log.</summary>
    public Task<ContainerExit> Exit => exited.Task;

    /// <summary>Whether the container still runs.</summary>
    public bool IsRunning => !exited.Task.IsCompleted;

    /// <summary>Starts a program; returns at once.</summary>
    public static RunningContainer Start(ContainerProgram program, ContainerSpec spec)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(spec);
        var container = new RunningContainer(program, spec);

        // All of the run is on the executor, its end too: while the executor is busy, the run may still end.
        container.executor.Post(static state => _ = ((RunningContainer)state!).RunAsync(), container);
        return container;
    }

    /// <summary>Sends a signal to the main process; KILL ends the container at once.</summary>
    public void Signal(ContainerSignal signal) => executor.Post(_ =>
    {
        if (!IsRunning)
        {
            return;
        }

        signals.Send(signal);
        if (signal is ContainerSignal.Kill)
        {
            End(128 + (int)signal);
        }
    }, null);

    /// <summary>Runs a command in the container and returns its exit code. Cancelling kills the command.</summary>
    /// <exception cref="ContainerStartException">The command does not exist in the image, or the container has ended.</exception>
    public async Task<int> ExecAsync(ExecRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!IsRunning)
        {
            throw new ContainerStartException("container is not running");
        }

        using var own = new SignalSource();
        using var ended = signals.Killed.Register(() => own.Send(ContainerSignal.Kill));
        using var left = cancellationToken.Register(() => own.Send(ContainerSignal.Kill));
        using var session = new ExecSession(request, own);
        var running = executor.RunAsync(() => program.ExecAsync(session.Context(Spec), request));
        try
        {
            var code = await running.WaitAsync(own.Killed);
            await session.FlushAsync();
            return code;
        }
        catch (OperationCanceledException) when (own.Killed.IsCancellationRequested)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return 128 + (int)ContainerSignal.Kill;
        }
    }

    /// <summary>
    /// Runs a command for the kubelet (probes, hooks), from first to last on the executor: while that is idle, no call is under way
    /// that does not wait for something. <paramref name="done"/> gets the exit code, or why the command could not be started.
    /// </summary>
    internal void Call(ExecRequest request, Action<int, ContainerStartException?> done, CancellationToken cancellationToken) =>
        executor.Post(_ => _ = CallAsync(request, done, cancellationToken), null);

    /// <summary>Joins a client's streams to those of the main process until the client leaves or the container ends.</summary>
    public async Task AttachAsync(AttachRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var detached = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

        // Before the first input: what the process answers to it at once is the client's too.
        Join(output, request.Stdout);
        Join(error, Spec.Tty ? null : request.Stderr);
        var feeding = request.Stdin is { } stdin && input is not null ? FeedAsync(stdin, detached.Token) : Task.CompletedTask;
        var resizing = request.Resize is { } resize ? ExecSession.FollowSizeAsync(resize, size => context.TerminalSize = size, detached.Token) : Task.CompletedTask;
        try
        {
            await Exit.WaitAsync(cancellationToken);
        }
        finally
        {
            Leave(output, request.Stdout);
            Leave(error, request.Stderr);
            await detached.CancelAsync();
            await Task.WhenAll(feeding, resizing);
        }
    }

    /// <summary>Opens a connection to a port of the container's pod, as port-forward does.</summary>
    /// <exception cref="NetworkFailureException">Nobody listens there.</exception>
    public ValueTask<Stream> ConnectAsync(int port, CancellationToken cancellationToken) => Spec.Network.ConnectAsync("localhost", port, cancellationToken);

    /// <summary>Kills the container if it still runs.</summary>
    public void Dispose() => End(128 + (int)ContainerSignal.Kill);

    private async Task CallAsync(ExecRequest request, Action<int, ContainerStartException?> done, CancellationToken cancellationToken)
    {
        if (!IsRunning)
        {
            done(ContainerStartException.ExitCode, new ContainerStartException("container is not running"));
            return;
        }

        using var own = new SignalSource();
        using var ended = signals.Killed.Register(() => own.Send(ContainerSignal.Kill));
        using var left = cancellationToken.Register(() => own.Send(ContainerSignal.Kill));
        using var session = new ExecSession(request, own);
        try
        {
            var code = await program.ExecAsync(session.Context(Spec), request);
            await session.FlushAsync();
            done(code, null);
        }
        catch (ContainerStartException failure)
        {
            done(ContainerStartException.ExitCode, failure);
        }
        catch (Exception)
        {
            // Killed, or a program of the user's that throws: a command that failed.
            done(own.Killed.IsCancellationRequested ? 128 + (int)ContainerSignal.Kill : 1, null);
        }
    }

    private static void Join(LogWriteStream source, Stream? target)
    {
        if (target is not null)
        {
            source.Attach(target);
        }
    }

    private static void Leave(LogWriteStream source, Stream? target)
    {
        if (target is not null)
        {
            source.Detach(target);
        }
    }

    private async Task RunAsync()
    {
        try
        {
            End(IsRunning ? await program.RunAsync(context) : 0);
        }
        catch (ContainerStartException failure)
        {
            End(ContainerStartException.ExitCode, failure.Message);
        }
        catch (OperationCanceledException) when (context.Stopping.IsCancellationRequested)
        {
            End(128 + (int)ContainerSignal.Term);
        }
        catch (Exception exception)
        {
            // A program of the user that throws is a process that crashes: its last words belong into the log.
            await error.WriteAsync(System.Text.Encoding.UTF8.GetBytes($"Unhandled exception. {exception}\n"));
            End(1);
        }
    }

    private void End(int code, string? startError = null)
    {
        output.Complete();
        error.Complete();
        Spec.Log.Close();
        var exit = new ContainerExit(code, startedAt, Spec.Time.GetUtcNow(), startError);
        if (exited.TrySetResult(exit))
        {
            Spec.OnExit?.Invoke(exit);
            signals.Send(ContainerSignal.Kill);
            input?.CloseReader();
        }
    }

    private async Task FeedAsync(Stream stdin, CancellationToken cancellationToken)
    {
        var buffer = new byte[4096];
        try
        {
            while (await stdin.ReadAsync(buffer, cancellationToken) is var taken and > 0)
            {
                await input!.Writer.WriteAsync(buffer.AsMemory(0, taken), cancellationToken);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or ObjectDisposedException)
        {
        }

        if (Spec.StdinOnce)
        {
            await input!.Writer.DisposeAsync();
        }
    }
}
