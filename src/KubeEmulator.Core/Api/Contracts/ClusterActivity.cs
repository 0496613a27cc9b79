namespace KubeEmulator.Api;

/// <summary>
/// What is under way in a cluster: requests at the door, webhooks called, operators of the same process that say so. Waiting for
/// quiet waits for all of it. Thread-safe.
/// </summary>
public sealed class ClusterActivity
{
    private readonly Lock _lock = new();
    private readonly HashSet<Mark> _busy = [];
    private readonly List<Func<string?>> _probes = [];
    private readonly List<OutsideWatch> _watches = [];
    private TaskCompletionSource? _changed;
    private TaskCompletionSource? _watchBegan;
    private long _last;
    private long _ended;
    private long _outside;
    private volatile bool _answerDue;

    /// <summary>Grows with everything that begins or ends; a wait for quiet tells by it work that goes on from work that hangs.</summary>
    public long Progress => Interlocked.Read(ref _last) + Interlocked.Read(ref _ended);

    /// <summary>Whether clients outside follow the cluster now: what they are told they may act upon.</summary>
    public bool IsWatchedFromOutside
    {
        get
        {
            lock (_lock)
            {
                return _watches.Count > 0;
            }
        }
    }

    /// <summary>Whether a watch from outside has not been told everything yet.</summary>
    public bool IsOutsideBehind
    {
        get
        {
            lock (_lock)
            {
                return _watches.Exists(w => w.IsBehind());
            }
        }
    }

    /// <summary>How long (real time) nobody outside has called or been told anything.</summary>
    public TimeSpan OutsideSilence => TimeProvider.System.GetElapsedTime(Interlocked.Read(ref _outside));

    /// <summary>
    /// Whether a client outside was told something by a watch for the first time and nobody has called since: code that runs for the
    /// first time is compiled first, so its answer takes longer than any later one.
    /// </summary>
    internal bool IsFirstAnswerDue { get => _answerDue; set => _answerDue = value; }

    /// <summary>Marks something as under way until the result is disposed; <paramref name="what"/> names it where a wait fails.</summary>
    public IDisposable Begin(string what) => Begin(what, "");

    /// <summary>As <see cref="Begin(string)"/>, for callers that would have to put the two texts together for each call.</summary>
    public IDisposable Begin(string what, string about)
    {
        lock (_lock)
        {
            _last++;
            var mark = new Mark(this, what, about);
            _busy.Add(mark);
            return mark;
        }
    }

    /// <summary>Marks a call from outside (a request that is not a watch or another open stream) until the result is disposed.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">The path.</param>
    /// <param name="isHeartbeat">Whether it comes again and again whatever happens, as that of an elector: it tells nothing of a client's work.</param>
    public IDisposable BeginOutsideCall(string method, string path, bool isHeartbeat = false)
    {
        if (!isHeartbeat)
        {
            _answerDue = false;
            TouchOutside();
        }

        return Begin(method, path);
    }

    /// <summary>Marks a watch that a client outside reads until the result is disposed.</summary>
    internal OutsideWatch BeginOutsideWatch(ResourceType type, string user, Func<bool> isBehind)
    {
        var watch = new OutsideWatch(this, type, user, isBehind);
        TaskCompletionSource? began;
        lock (_lock)
        {
            _watches.Add(watch);
            (began, _watchBegan) = (_watchBegan, null);
        }

        TouchOutside();
        began?.SetResult();
        return watch;
    }

    /// <summary>The watches that clients outside read now, and a task that completes when another one begins.</summary>
    internal (IReadOnlyList<OutsideWatch> Watches, Task Next) OutsideWatches()
    {
        lock (_lock)
        {
            return ([.. _watches], (_watchBegan ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task);
        }
    }

    internal void End(OutsideWatch watch)
    {
        lock (_lock)
        {
            _watches.Remove(watch);
        }
    }

    internal void TouchOutside() => Interlocked.Exchange(ref _outside, TimeProvider.System.GetTimestamp());

    /// <summary>Adds a look at something that may have work left: it says what, or null. Disposing takes it away.</summary>
    public IDisposable AddProbe(Func<string?> probe)
    {
        lock (_lock)
        {
            _probes.Add(probe);
        }

        return new Probe(this, probe);
    }

    /// <summary>The names of what is busy now; empty when nothing is.</summary>
    public IReadOnlyList<string> Busy()
    {
        List<string> busy;
        Func<string?>[] probes;
        lock (_lock)
        {
            busy = [.. _busy.Select(b => b.ToString())];
            probes = [.. _probes];
        }

        foreach (var probe in probes)
        {
            if (probe() is { } what)
            {
                busy.Add(what);
            }
        }

        return busy;
    }

    /// <summary>Completes when something that was under way ends.</summary>
    public Task NextEndAsync()
    {
        lock (_lock)
        {
            return (_changed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    private void End(Mark mark)
    {
        TaskCompletionSource? changed;
        lock (_lock)
        {
            if (!_busy.Remove(mark))
            {
                return;
            }

            Interlocked.Increment(ref _ended);
            (changed, _changed) = (_changed, null);
        }

        changed?.SetResult();
    }

    private sealed class Mark(ClusterActivity activity, string what, string about) : IDisposable
    {
        public void Dispose() => activity.End(this);

        public override string ToString() => about.Length == 0 ? what : $"{what} {about}";
    }

    private sealed class Probe(ClusterActivity activity, Func<string?> probe) : IDisposable
    {
        public void Dispose()
        {
            lock (activity._lock)
            {
                activity._probes.Remove(probe);
            }
        }
    }
}
