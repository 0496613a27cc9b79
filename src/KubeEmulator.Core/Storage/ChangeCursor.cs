using System.Threading.Tasks.Sources;

namespace KubeEmulator.Storage;

/// <summary>
/// One watcher's place in the changes of a resource, or of all. It pulls: the store knows nothing of it, so a thousand cursors
/// cost a commit one signal, and one that is too slow falls off the ring alone. For one reader at a time.
/// </summary>
public sealed class ChangeCursor : IDisposable, IValueTaskSource
{
    private readonly ObjectStore _store;
    private readonly ChangeRing _ring;
    private ManualResetValueTaskSourceCore<bool> _wait = new() { RunContinuationsAsynchronously = true };
    private CancellationTokenRegistration _cancellation;
    private CancellationToken _token;
    private long _next;
    private long _position;
    private bool _disposed;

    internal ChangeCursor(ObjectStore store, ChangeRing ring, long next, long position)
    {
        _store = store;
        _ring = ring;
        _next = next;
        _position = position;
    }

    /// <summary>Whether changes were lost, because the reader was too slow or the store was restored. Nothing more is delivered; the client has to list again (410).</summary>
    public bool IsCompacted => _ring.IsClosed || _next < _ring.First;

    /// <summary>Whether a change can be read at once.</summary>
    public bool HasNext => !IsCompacted && _next < _ring.Next;

    /// <summary>
    /// The revision up to which everything was delivered. It moves on when other resources change, so it is what a bookmark carries;
    /// it stays below a commit of which only a part was delivered.
    /// </summary>
    public long Position
    {
        get
        {
            // The store's revision first: a ring has all changes up to a revision before the store shows that revision.
            var published = _store.PublishedRevision;
            if (!IsCompacted)
            {
                _position = _next >= _ring.Next ? Math.Max(_position, published)
                    : _ring.TryGet(_next, out var pending) ? Math.Max(_position, pending.Change.Revision - 1)
                    : _position;
            }

            return _position;
        }
    }

    /// <summary>
    /// Whether the reader goes on on the thread that wakes it, which saves a hundred readers a hundred ways through the thread pool. Only
    /// for a reader that never blocks, as others wait behind it.
    /// </summary>
    internal bool GoesOnAtOnce { get; set; }

    /// <summary>Where <see cref="Signal"/> has linked this cursor in; under the signal's gate.</summary>
    internal Signal.Link Waiting { get; set; }

    private bool HasNews => _next < _ring.Next || IsCompacted;

    /// <summary>Takes the next change. False where there is none yet, or where <see cref="IsCompacted"/>.</summary>
    public bool TryNext(out Change change)
    {
        if (!_ring.IsClosed && !_disposed && _ring.TryGet(_next, out var entry))
        {
            change = entry.Change;
            _next++;
            return true;
        }

        change = default;
        return false;
    }

    /// <summary>Takes as many changes as there are and fit; says how many.</summary>
    public int TryNextBatch(Span<Change> changes)
    {
        var count = 0;
        while (count < changes.Length && TryNext(out changes[count]))
        {
            count++;
        }

        return count;
    }

    /// <summary>
    /// Completes when there is a change to take or <see cref="IsCompacted"/>; at once where that is so already. Continuations run on the
    /// thread pool. Await the answer once, before the next call; it allocates nothing.
    /// </summary>
    /// <exception cref="OperationCanceledException">The token was cancelled first.</exception>
    public ValueTask WaitAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled(cancellationToken);
        }

        if (HasNews)
        {
            return ValueTask.CompletedTask;
        }

        _wait.Reset();
        _ring.Signal.Add(this);
        if (HasNews && _ring.Signal.Remove(this))
        {
            return ValueTask.CompletedTask;
        }

        _token = cancellationToken;
        _cancellation = cancellationToken.UnsafeRegister(static cursor => ((ChangeCursor)cursor!).Cancel(), this);
        return new ValueTask(this, _wait.Version);
    }

    /// <summary>Ends the cursor; a pending wait completes.</summary>
    public void Dispose()
    {
        _disposed = true;
        if (_ring.Signal.Remove(this))
        {
            _wait.RunContinuationsAsynchronously = true;
            _wait.SetResult(true);
        }
    }

    /// <summary>Completes the wait. Only for who has taken the cursor out of its chain.</summary>
    internal void Wake()
    {
        _wait.RunContinuationsAsynchronously = !GoesOnAtOnce;
        _wait.SetResult(true);
    }

    void IValueTaskSource.GetResult(short token)
    {
        // Waits for a cancellation that is running right now, so that it cannot hit the next wait.
        _cancellation.Dispose();
        _cancellation = default;
        _wait.GetResult(token);
    }

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _wait.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _wait.OnCompleted(continuation, state, token, flags);

    private void Cancel()
    {
        if (_ring.Signal.Remove(this))
        {
            _wait.RunContinuationsAsynchronously = true;
            _wait.SetException(new OperationCanceledException(_token));
        }
    }
}
