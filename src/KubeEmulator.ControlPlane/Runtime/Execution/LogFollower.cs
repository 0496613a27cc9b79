using KubeEmulator.Storage;

namespace KubeEmulator.Runtime;

/// <summary>
/// One actor's place in the change log. Every change is handed over on the executor, in order, each once; when the actor fell
/// behind or the store was restored, it is told to begin from a snapshot instead.
/// </summary>
internal sealed class LogFollower : IAsyncDisposable
{
    private readonly ObjectStore _store;
    private readonly SerialExecutor _executor;
    private readonly Action<Change> _onChange;
    private readonly Action<Snapshot> _onStart;
    private readonly CancellationTokenSource _stop = new();
    private ChangeCursor _cursor;
    private Task _following = Task.CompletedTask;
    private TaskCompletionSource _drained = NewSignal();
    private int _posted;

    public LogFollower(ObjectStore store, SerialExecutor executor, Action<Snapshot> onStart, Action<Change> onChange)
    {
        (_store, _executor, _onStart, _onChange) = (store, executor, onStart, onChange);
        _cursor = Follow(out _);
    }

    /// <summary>Whether changes wait to be handed over.</summary>
    public bool HasNext => Volatile.Read(ref _posted) != 0 || _cursor.HasNext || _cursor.IsCompacted;

    /// <summary>Hands over the snapshot of now and follows from there.</summary>
    public void Start()
    {
        _executor.Post(Restart);
        _following = FollowAsync(_stop.Token);
    }

    /// <summary>Asks the executor to hand over what waits; harmless when nothing does.</summary>
    public void Nudge()
    {
        if (Interlocked.Exchange(ref _posted, 1) == 0)
        {
            _executor.Post(Drain);
        }
    }

    /// <summary>Hands over at once what waits. Only on the executor: an actor whose turn it is decides on the newest state.</summary>
    public void CatchUp()
    {
        if (_cursor.IsCompacted)
        {
            Begin();
        }

        while (_cursor.TryNext(out var change))
        {
            _onChange(change);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _cursor.Dispose();
        _stop.Dispose();
    }

    private async Task FollowAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var cursor = Volatile.Read(ref _cursor);
            await cursor.WaitAsync(stop).ConfigureAwait(false);
            var drained = Volatile.Read(ref _drained).Task;
            Nudge();
            await drained.WaitAsync(stop).ConfigureAwait(false);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ValueTask Drain()
    {
        Volatile.Write(ref _posted, 0);
        var drained = Interlocked.Exchange(ref _drained, NewSignal());
        CatchUp();
        drained.SetResult();
        return ValueTask.CompletedTask;
    }

    private ValueTask Restart()
    {
        Begin();
        return ValueTask.CompletedTask;
    }

    private void Begin()
    {
        var old = _cursor;
        Volatile.Write(ref _cursor, Follow(out var snapshot));
        old.Dispose();
        _onStart(snapshot);
    }

    private ChangeCursor Follow(out Snapshot snapshot)
    {
        while (true)
        {
            snapshot = _store.Current;
            if (_store.FollowAll(snapshot.Revision) is FollowOutcome.Following following)
            {
                return following.Cursor;
            }
        }
    }
}
