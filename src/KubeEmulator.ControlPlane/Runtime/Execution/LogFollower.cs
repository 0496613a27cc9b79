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
    private readonly Quiet _quiet;
    private readonly Action<Change> _onChange;
    private readonly Action<Snapshot> _onStart;
    private readonly CancellationTokenSource _stop = new();
    private readonly IDisposable _look;
    private ChangeCursor _cursor;
    private Task _following = Task.CompletedTask;
    private volatile bool _started;
    private int _posted;

    public LogFollower(ObjectStore store, SerialExecutor executor, Quiet quiet, Action<Snapshot> onStart, Action<Change> onChange)
    {
        (_store, _executor, _quiet, _onStart, _onChange) = (store, executor, quiet, onStart, onChange);
        _cursor = Follow(out _);
        quiet.Add(this);
        _look = executor.AddLook(() =>
        {
            if (_started && HasNext)
            {
                Nudge();
            }
        });
    }

    /// <summary>Whether changes wait to be handed over.</summary>
    public bool HasNext => Volatile.Read(ref _posted) != 0 || _cursor.HasNext || _cursor.IsCompacted;

    /// <summary>Hands over the snapshot of now and follows from there.</summary>
    public void Start()
    {
        _executor.Post(Restart);
        _started = true;
        _following = FollowAsync(_stop.Token);
    }

    private void Nudge()
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
        _look.Dispose();
        _quiet.Remove(this);
        await _stop.CancelAsync().ConfigureAwait(false);
        await _following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _cursor.Dispose();
        _stop.Dispose();
    }

    // Wakes the executor for changes that come from outside while it rests. While it works it looks by itself.
    private async Task FollowAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await Volatile.Read(ref _cursor).WaitAsync(stop).ConfigureAwait(false);
            }
            catch (ObjectDisposedException)
            {
                // The actor begins anew from a snapshot, with another cursor.
                continue;
            }

            if (_executor.IsStopped)
            {
                // Nobody takes what comes, so it would be there at each look.
                return;
            }

            _executor.LookAround();
            await _executor.WhenIdleAsync().WaitAsync(stop).ConfigureAwait(false);
        }
    }

    private ValueTask Drain()
    {
        Volatile.Write(ref _posted, 0);
        CatchUp();
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
