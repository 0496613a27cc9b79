namespace KubeEmulator.Storage;

/// <summary>
/// Wakes all who wait for the next change. One task is shared by all waiters and made only when somebody waits;
/// continuations run on the thread pool, never on the committing thread.
/// </summary>
internal sealed class Signal
{
    private TaskCompletionSource? _next;

    /// <summary>Completes at the next <see cref="Fire"/>. Take it first, then look once more whether there is news already.</summary>
    public Task Task
    {
        get
        {
            var next = Volatile.Read(ref _next);
            if (next is not null)
            {
                return next.Task;
            }

            var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return (Interlocked.CompareExchange(ref _next, mine, null) ?? mine).Task;
        }
    }

    /// <summary>Wakes all who wait. Called after the news is published.</summary>
    public void Fire()
    {
        if (Volatile.Read(ref _next) is not null)
        {
            Interlocked.Exchange(ref _next, null)?.TrySetResult();
        }
    }
}
