namespace KubeEmulator.Nodes.Containers;

/// <summary>
/// Where the continuations of a container's processes run: one at a time, in the order they became ready, on threads of
/// the pool. So processes of a container never race one another, the same input gives the same order, and the executor
/// knows when all of them wait: for a timer, for input or for the network.
/// </summary>
public sealed class ProgramExecutor : SynchronizationContext
{
    private readonly Lock gate = new();
    private readonly Queue<(SendOrPostCallback Callback, object? State)> ready = new();
    private readonly Action? idle;
    private readonly Func<IDisposable>? busy;
    private readonly Action<Action>? turns;
    private IDisposable? mark;
    private bool running;

    /// <param name="idle">Called, on a pool thread, each time nothing is left to run.</param>
    public ProgramExecutor(Action? idle = null) => this.idle = idle;

    /// <summary>An executor that holds a mark of <paramref name="busy"/> while something runs or is ready to.</summary>
    internal ProgramExecutor(Func<IDisposable> busy) => this.busy = busy;

    /// <summary>An executor whose work takes turns with others: <paramref name="turns"/> runs what it is given, one at a time and in order.</summary>
    internal ProgramExecutor(Action<Action> turns) => this.turns = turns;

    /// <summary>Whether a process runs or is ready to; false: all wait.</summary>
    public bool IsBusy
    {
        get
        {
            lock (gate)
            {
                return running;
            }
        }
    }

    /// <inheritdoc/>
    public override SynchronizationContext CreateCopy() => this;

    /// <inheritdoc/>
    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (gate)
        {
            ready.Enqueue((d, state));
            if (running && turns is null)
            {
                return;
            }

            mark ??= busy?.Invoke();
            running = true;
        }

        if (turns is not null)
        {
            turns(TakeTurn);
            return;
        }

        ThreadPool.UnsafeQueueUserWorkItem(static executor => executor.Drain(), this, preferLocal: false);
    }

    /// <inheritdoc/>
    public override void Send(SendOrPostCallback d, object? state)
    {
        if (Current == this)
        {
            d(state);
            return;
        }

        throw new NotSupportedException("a program's executor runs nothing synchronously for others");
    }

    /// <summary>Runs an asynchronous function on the executor; the task ends with it.</summary>
    public Task<T> RunAsync<T>(Func<Task<T>> function)
    {
        var completion = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(
            _ =>
            {
                Task<T> task;
                try
                {
                    task = function();
                }
                catch (Exception exception)
                {
                    completion.TrySetException(exception);
                    return;
                }

                task.ContinueWith(static (done, state) => ((TaskCompletionSource<T>)state!).SetFromTask(done), completion, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            },
            null);
        return completion.Task;
    }

    // One piece of work; there is a turn for each.
    private void TakeTurn()
    {
        (SendOrPostCallback Callback, object? State) next;
        lock (gate)
        {
            if (!ready.TryDequeue(out next))
            {
                return;
            }
        }

        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            next.Callback(next.State);
        }
        finally
        {
            SetSynchronizationContext(before);
            lock (gate)
            {
                running = ready.Count > 0;
            }
        }
    }

    private void Drain()
    {
        IDisposable? ended = null;
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            while (true)
            {
                (SendOrPostCallback Callback, object? State) next;
                lock (gate)
                {
                    if (!ready.TryDequeue(out next))
                    {
                        running = false;
                        (ended, mark) = (mark, null);
                        break;
                    }
                }

                next.Callback(next.State);
            }
        }
        finally
        {
            SetSynchronizationContext(before);
        }

        ended?.Dispose();
        idle?.Invoke();
    }
}
