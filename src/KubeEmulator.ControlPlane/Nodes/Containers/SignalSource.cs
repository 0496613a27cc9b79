namespace KubeEmulator.Nodes.Containers;

/// <summary>The signals sent to one process of a container. Thread-safe.</summary>
public sealed class SignalSource : IDisposable
{
    private readonly CancellationTokenSource terminated = new();
    private readonly CancellationTokenSource killed = new();
    private readonly Lock gate = new();
    private Action<ContainerSignal>[] listeners = [];

    /// <summary>Fires at the first TERM, INT, QUIT or KILL: the polite request to end.</summary>
    public CancellationToken Terminated => terminated.Token;

    /// <summary>Fires when the process is gone: KILL.</summary>
    public CancellationToken Killed => killed.Token;

    /// <summary>Calls the listener for each signal but KILL, on the sender's thread, until the result is disposed.</summary>
    public IDisposable Subscribe(Action<ContainerSignal> listener)
    {
        ArgumentNullException.ThrowIfNull(listener);
        lock (gate)
        {
            listeners = [.. listeners, listener];
        }

        return new Subscription(this, listener);
    }

    /// <summary>Delivers a signal.</summary>
    public void Send(ContainerSignal signal)
    {
        if (signal is ContainerSignal.Kill)
        {
            Cancel(terminated);
            Cancel(killed);
            return;
        }

        foreach (var listener in listeners)
        {
            listener(signal);
        }

        if (signal is ContainerSignal.Term or ContainerSignal.Int or ContainerSignal.Quit)
        {
            Cancel(terminated);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        terminated.Dispose();
        killed.Dispose();
    }

    // A signal to a process that has just been forgotten is no error.
    private static void Cancel(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
        }
    }

    private sealed class Subscription(SignalSource source, Action<ContainerSignal> listener) : IDisposable
    {
        public void Dispose()
        {
            lock (source.gate)
            {
                source.listeners = [.. source.listeners.Where(other => other != listener)];
            }
        }
    }
}
