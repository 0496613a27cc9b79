namespace KubeEmulator.Runtime;

/// <summary>
/// Ends a wait when a count of what has been done has stood still for some time, or after a longest time. It watches over work that
/// hangs, perhaps on somebody outside, so the time is real time.
/// </summary>
internal sealed class ProgressWatch : IDisposable
{
    // So many looks in the time borne: a stall is noticed at most this part too late.
    private const int Looks = 10;

    private readonly TimeProvider _time;
    private readonly Func<long> _progress;
    private readonly TimeSpan _patience;
    private readonly TimeSpan _longest;
    private readonly CancellationTokenSource _end;
    private readonly long _started;
    private readonly ITimer _timer;
    private long _seen;
    private long _seenAt;

    public ProgressWatch(TimeProvider time, Func<long> progress, TimeSpan patience, TimeSpan longest, CancellationTokenSource end)
    {
        (_time, _progress, _patience, _longest, _end) = (time, progress, patience, longest, end);
        _started = time.GetTimestamp();
        (_seen, _seenAt) = (progress(), _started);
        var every = TimeSpan.FromMilliseconds(Math.Max(patience.TotalMilliseconds / Looks, 1));
        _timer = time.CreateTimer(static watch => ((ProgressWatch)watch!).Look(), this, every, every);
    }

    /// <summary>Whether it ended the wait because nothing went on.</summary>
    public bool IsStalled { get; private set; }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        var now = _progress();
        if (now != _seen)
        {
            (_seen, _seenAt) = (now, _time.GetTimestamp());
        }

        IsStalled = _time.GetElapsedTime(_seenAt) >= _patience;
        if (IsStalled || _time.GetElapsedTime(_started) >= _longest)
        {
            try
            {
                _end.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // The wait has ended by itself meanwhile.
            }
        }
    }
}
