namespace KubeEmulator.Runtime;

/// <summary>
/// Where all in-process actors of a cluster take turns: one piece of work at a time, ready ones in the order posted, delayed ones by
/// due time and then sequence. So the same seed gives the same log, and a thousand clusters need no thousand threads: without work
/// there is no thread at all. Thread-safe.
/// </summary>
public sealed class SerialExecutor : IAsyncDisposable
{
    private const string Unnamed = "the control plane";

    // How long (real time) an end waits for what runs: a controller of the user's that hangs must not hang whoever ends the cluster.
    private static readonly TimeSpan DefaultFarewell = TimeSpan.FromSeconds(10);

    // How many pieces of work a lent thread does before others take over.
    private const int MostHere = 1000;

    private readonly Lock _lock = new();
    private readonly Queue<Func<ValueTask>> _ready = new();
    private readonly PriorityQueue<Delayed, (long Due, long Sequence)> _delayed = new();
    private readonly TimeProvider _clock;
    private readonly ITimer _timer;
    private readonly Action<Exception> _onFault;
    private readonly TimeSpan _farewell;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource? _idle;
    private long _armedFor = long.MaxValue;
    private Action[] _looks = [];
    private long _sequence;
    private long _steps;
    private object? _doing;
    private int _holds;
    private bool _running;
    private bool _look;
    private bool _stopped;

    /// <summary>An executor on a clock.</summary>
    /// <param name="clock">When delayed work is due.</param>
    /// <param name="onFault">Told of work that throws.</param>
    /// <param name="farewell">How long (real time) its end waits for work that runs; ten seconds where not given.</param>
    public SerialExecutor(TimeProvider clock, Action<Exception> onFault, TimeSpan? farewell = null)
    {
        (_clock, _onFault, _farewell) = (clock, onFault, farewell ?? DefaultFarewell);
        _timer = clock.CreateTimer(static state => ((SerialExecutor)state!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Whether nothing runs and nothing is ready to run.</summary>
    public bool IsIdle
    {
        get
        {
            lock (_lock)
            {
                return !_running && _ready.Count == 0 && !_look;
            }
        }
    }

    /// <summary>Whether it takes no more work.</summary>
    internal bool IsStopped
    {
        get
        {
            lock (_lock)
            {
                return _stopped;
            }
        }
    }

    /// <summary>How many pieces of work have begun so far.</summary>
    internal long Steps => Interlocked.Read(ref _steps);

    /// <summary>What the piece of work that runs is about; its text names it when a wait for quiet fails. Null while none runs.</summary>
    internal object? Doing
    {
        get => Volatile.Read(ref _doing);
        set => Volatile.Write(ref _doing, value);
    }

    /// <summary>Runs work when its turn comes; nothing after the executor has stopped.</summary>
    public void Post(Func<ValueTask> work)
    {
        lock (_lock)
        {
            if (_stopped)
            {
                return;
            }

            _ready.Enqueue(work);
            Start();
        }
    }

    /// <summary>Runs work when its turn comes, and answers what it answers.</summary>
    /// <exception cref="ObjectDisposedException">The executor ended before the work did: what waits for a turn that never comes must end too.</exception>
    internal async Task<T> RunAsync<T>(Func<ValueTask<T>> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(async () =>
        {
            try
            {
                done.SetResult(await work().ConfigureAwait(false));
            }
            catch (Exception fault)
            {
                done.SetException(fault);
            }
        });
        await Task.WhenAny(done.Task, _ended.Task).ConfigureAwait(false);
        ObjectDisposedException.ThrowIf(!done.Task.IsCompleted, this);
        return await done.Task.ConfigureAwait(false);
    }

    /// <summary>Runs work at a time of the clock. Disposing the result before that takes it back.</summary>
    public IDisposable PostAt(DateTimeOffset due, Func<ValueTask> work)
    {
        var delayed = new Delayed(work);
        lock (_lock)
        {
            if (!_stopped)
            {
                _delayed.Enqueue(delayed, (due.UtcTicks, ++_sequence));
                Arm();
            }
        }

        return delayed;
    }

    /// <summary>Until the result is disposed nothing begins: what is posted meanwhile begins then, in the order posted.</summary>
    internal IDisposable Hold()
    {
        lock (_lock)
        {
            _holds++;
        }

        return new Held(this);
    }

    /// <summary>
    /// Lets something happen that may give work (a timer that falls due), and does that work on the calling thread, as far as it goes
    /// without waiting. A day has ten thousands of timers, and going to another thread and back costs more than most of their work.
    /// The caller has left the context of whoever called it (<see cref="ClusterClock.AdvanceAsync"/>).
    /// </summary>
    internal bool RunHere(Func<bool> cause)
    {
        var held = Hold();
        try
        {
            return cause();
        }
        finally
        {
            if (((Held)held).EndHere())
            {
                _ = RunAsync(MostHere);
            }
        }
    }

    /// <summary>
    /// Adds a look around: it runs after each piece of work, before the next, and posts what it finds to be done. All looks run in the
    /// order added, so who is told of a change first never depends on how threads are scheduled. Disposing takes it away.
    /// </summary>
    internal IDisposable AddLook(Action look)
    {
        lock (_lock)
        {
            _looks = [.. _looks, look];
        }

        return new Looking(this, look);
    }

    /// <summary>Makes the executor look around: something outside may have given it work.</summary>
    internal void LookAround()
    {
        lock (_lock)
        {
            if (!_stopped)
            {
                _look = true;
                Start();
            }
        }
    }

    /// <summary>Completes when nothing runs and nothing is ready to run; delayed work does not count.</summary>
    public Task WhenIdleAsync()
    {
        lock (_lock)
        {
            if (!_running && _ready.Count == 0 && !_look)
            {
                return Task.CompletedTask;
            }

            return (_idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>
    /// Ends: what is ready or delayed is dropped. What runs is waited for, but not for ever: work that hangs is left behind, so that
    /// whoever ends a cluster in a failing test sees why the test failed.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        TaskCompletionSource? idle = null;
        lock (_lock)
        {
            _stopped = true;
            _ready.Clear();
            _delayed.Clear();
            _look = false;
            if (!_running)
            {
                // What was ready under a hold had never begun, so no end of it will tell those who wait.
                (idle, _idle) = (_idle, null);
            }
        }

        idle?.SetResult();
        await _timer.DisposeAsync().ConfigureAwait(false);
        try
        {
            await WhenIdleAsync().WaitAsync(_farewell).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // Whatever it waits for may never come.
        }

        _ended.TrySetResult();
    }

    private void Start()
    {
        if (!_running && _holds == 0)
        {
            _running = true;
            GoOn();
        }
    }

    private void GoOn() => ThreadPool.UnsafeQueueUserWorkItem(static executor => _ = executor.RunAsync(int.MaxValue), this, preferLocal: false);

    private async Task RunAsync(int most)
    {
        while (Take() is { } work)
        {
            Doing = Unnamed;
            try
            {
                await work().ConfigureAwait(false);
            }
            catch (Exception fault)
            {
                _onFault(fault);
            }

            Doing = null;
            if (--most == 0)
            {
                // Whoever lent the thread watches over what goes on and on.
                GoOn();
                return;
            }
        }
    }

    private Func<ValueTask>? Take()
    {
        TaskCompletionSource? idle;
        while (true)
        {
            Action[] looks;
            lock (_lock)
            {
                if (!_look)
                {
                    if (_ready.TryDequeue(out var work))
                    {
                        // Whatever it does may be news to somebody.
                        _look = true;
                        Interlocked.Increment(ref _steps);
                        return work;
                    }

                    _running = false;
                    (idle, _idle) = (_idle, null);
                    break;
                }

                (_look, looks) = (false, _looks);
            }

            foreach (var look in looks)
            {
                Look(look);
            }
        }

        idle?.SetResult();
        return null;
    }

    // A look that throws must not end the turns of all others.
    private void Look(Action look)
    {
        try
        {
            look();
        }
        catch (Exception fault)
        {
            _onFault(fault);
        }
    }

    private void OnTimer()
    {
        lock (_lock)
        {
            _armedFor = long.MaxValue;
            var now = _clock.GetUtcNow().UtcTicks;
            while (_delayed.TryPeek(out var next, out var at) && at.Due <= now && !_stopped)
            {
                _delayed.Dequeue();
                if (next.Work is { } work)
                {
                    _ready.Enqueue(work);
                }
            }

            Arm();
            if (_ready.Count > 0)
            {
                Start();
            }
        }
    }

    // One timer serves all delayed work: it is set to the earliest.
    private void Arm()
    {
        while (_delayed.TryPeek(out var next, out _) && next.Work is null)
        {
            _delayed.Dequeue();
        }

        if (_stopped || !_delayed.TryPeek(out _, out var at) || at.Due >= _armedFor)
        {
            return;
        }

        _armedFor = at.Due;
        var wait = TimeSpan.FromTicks(Math.Max(at.Due - _clock.GetUtcNow().UtcTicks, 0));

        // Real timers count whole milliseconds and refuse very long waits; waking early is harmless.
        var longest = TimeSpan.FromDays(40);
        if (wait > longest)
        {
            (wait, _armedFor) = (longest, long.MaxValue);
        }

        _timer.Change(wait, Timeout.InfiniteTimeSpan);
    }

    private sealed class Held(SerialExecutor executor) : IDisposable
    {
        /// <summary>Ends the hold without beginning; true where the caller has to run what is ready.</summary>
        public bool EndHere()
        {
            lock (executor._lock)
            {
                if (--executor._holds > 0 || executor._running || (executor._ready.Count == 0 && !executor._look))
                {
                    return false;
                }

                return executor._running = true;
            }
        }

        public void Dispose()
        {
            lock (executor._lock)
            {
                if (--executor._holds == 0 && (executor._ready.Count > 0 || executor._look))
                {
                    executor.Start();
                }
            }
        }
    }

    private sealed class Looking(SerialExecutor executor, Action look) : IDisposable
    {
        public void Dispose()
        {
            lock (executor._lock)
            {
                executor._looks = [.. executor._looks.Where(l => l != look)];
            }
        }
    }

    private sealed class Delayed(Func<ValueTask> work) : IDisposable
    {
        public Func<ValueTask>? Work { get; private set; } = work;

        public void Dispose() => Work = null;
    }
}
