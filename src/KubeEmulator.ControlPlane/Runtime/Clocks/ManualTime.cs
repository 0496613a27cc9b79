namespace KubeEmulator.Runtime;

/// <summary>Time that stands still until moved; timers fire in order of due time, then of creation.</summary>
internal sealed class ManualTime(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly PriorityQueue<(ManualTimer Timer, long Version), (long Due, long Sequence)> _timers = new();
    private long _now = start.UtcTicks;
    private long _sequence;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>When the next timer is due.</summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            lock (_lock)
            {
                DropStale();
                return _timers.TryPeek(out _, out var at) ? new DateTimeOffset(at.Due, TimeSpan.Zero) : null;
            }
        }
    }

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _now), TimeSpan.Zero);

    public override long GetTimestamp() => Interlocked.Read(ref _now);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Fires the next timer due at or before a time, at its own time; false where there is none.</summary>
    public bool FireNext(DateTimeOffset until)
    {
        ManualTimer timer;
        lock (_lock)
        {
            DropStale();
            if (!_timers.TryPeek(out var next, out var at) || at.Due > until.UtcTicks)
            {
                return false;
            }

            _timers.Dequeue();
            Interlocked.Exchange(ref _now, Math.Max(_now, at.Due));
            timer = next.Timer;
            timer.Rearm(at.Due);
        }

        timer.Fire();
        return true;
    }

    /// <summary>Moves to a time; never back.</summary>
    public void SetTo(DateTimeOffset time)
    {
        lock (_lock)
        {
            Interlocked.Exchange(ref _now, Math.Max(_now, time.UtcTicks));
        }
    }

    private void DropStale()
    {
        while (_timers.TryPeek(out var next, out _) && next.Timer.Version != next.Version)
        {
            _timers.Dequeue();
        }
    }

    private sealed class ManualTimer(ManualTime time, TimerCallback callback, object? state) : ITimer
    {
        private long _period;

        // Raised by every change, so that what was queued before no longer counts.
        public long Version { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._lock)
            {
                if (Version < 0)
                {
                    return false;
                }

                Version++;
                _period = period > TimeSpan.Zero ? period.Ticks : 0;
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    Enqueue(time._now + Math.Max(dueTime.Ticks, 0));
                }

                return true;
            }
        }

        public void Rearm(long due)
        {
            if (_period > 0)
            {
                Version++;
                Enqueue(due + _period);
            }
        }

        public void Fire() => callback(state);

        public void Dispose()
        {
            lock (time._lock)
            {
                Version = -1;
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Enqueue(long due) => time._timers.Enqueue((this, Version), (due, ++time._sequence));
    }
}
