using System.Diagnostics.CodeAnalysis;

namespace KubeEmulator.Runtime;

/// <summary>
/// The one clock of a cluster: leases, probes, back-off, grace periods, TTLs, cron and token expiry all run on it. Real, scaled
/// (<c>x10</c>), manual, or over a <see cref="TimeProvider"/> of the user's own. Thread-safe.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore without a wait handle holds nothing.")]
public sealed class ClusterClock : TimeProvider
{
    /// <summary>When a manual clock begins unless told otherwise: the same in every run, so that runs can be compared.</summary>
    public static readonly DateTimeOffset DefaultStart = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TimeProvider _time;
    private readonly ManualTime? _manual;
    // Never asked for its wait handle, so there is nothing to dispose.
    private readonly SemaphoreSlim _advancing = new(1, 1);

    private ClusterClock(TimeProvider time)
    {
        _time = time;
        _manual = time as ManualTime;
    }

    /// <summary>Whether the clock stands still until it is advanced.</summary>
    public bool IsManual => _manual is not null;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override long TimestampFrequency => _time.TimestampFrequency;

    /// <summary>When the next timer is due; null where there is none or the clock runs by itself.</summary>
    public DateTimeOffset? NextTimer => _manual?.NextDue;

    /// <summary>Lets a timer fire, and what it gives to do be done on the same thread where that is possible; set by the cluster that owns the clock.</summary>
    internal Func<Func<bool>, bool> Firing { get; set; } = static fire => fire();

    /// <summary>Lets the cluster come to rest between timers; set by the cluster that owns the clock.</summary>
    internal Func<CancellationToken, Task> Settle { get; set; } = _ => Task.CompletedTask;

    /// <summary>The machine's clock.</summary>
    public static ClusterClock Real() => new(System);

    /// <summary>A clock that runs <paramref name="factor"/> times as fast as the machine's, from now on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The factor is not positive.</exception>
    public static ClusterClock Scaled(double factor)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(factor);
        return new ClusterClock(new ScaledTime(System, factor));
    }

    /// <summary>A clock that stands still until <see cref="AdvanceAsync"/>.</summary>
    public static ClusterClock Manual(DateTimeOffset? start = null) => new(new ManualTime(start ?? DefaultStart));

    /// <summary>A clock over a time provider of the user's own, who also moves it.</summary>
    public static ClusterClock Over(TimeProvider time) => time as ClusterClock ?? new ClusterClock(time);

    /// <summary>A clock for a fork of the cluster: a manual one stands where this one does and is moved by itself; any other goes on with this one.</summary>
    internal ClusterClock Fork() => IsManual ? Manual(GetUtcNow()) : new ClusterClock(_time);

    /// <summary>Sets a manual clock that nobody uses yet to a time; never back. Any other clock is as it is.</summary>
    internal void Begin(DateTimeOffset time) => _manual?.SetTo(time);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _time.GetUtcNow();

    /// <inheritdoc/>
    public override long GetTimestamp() => _time.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        _time.CreateTimer(callback, state, dueTime, period);

    /// <summary>
    /// Moves a manual clock forward. Timers that fall due fire in order, each at its own time, and the cluster comes to rest before
    /// the next: what a real cluster would have done in that time has been done when the task completes.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative: a clock never goes back.</exception>
    /// <exception cref="InvalidOperationException">The clock runs by itself.</exception>
    public async Task AdvanceAsync(TimeSpan by, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        var manual = RequireManual();
        await _advancing.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            // Away from the caller's thread and its context: the cluster's work is done here.
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            var until = manual.GetUtcNow() + by;
            await Settle(cancellation).ConfigureAwait(false);
            var fire = () => manual.FireNext(until);
            while (Firing(fire))
            {
                await Settle(cancellation).ConfigureAwait(false);
            }

            manual.SetTo(until);
        }
        finally
        {
            _advancing.Release();
        }
    }

    /// <summary>Moves a manual clock to the next timer that is due before <paramref name="limit"/>, fires it and settles; false where there is none.</summary>
    internal async Task<bool> StepAsync(DateTimeOffset limit, CancellationToken cancellation)
    {
        var manual = RequireManual();
        await _advancing.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            await Settle(cancellation).ConfigureAwait(false);
            if (!manual.FireNext(limit))
            {
                manual.SetTo(limit);
                return false;
            }

            await Settle(cancellation).ConfigureAwait(false);
            return true;
        }
        finally
        {
            _advancing.Release();
        }
    }

    private ManualTime RequireManual() => _manual ?? throw new InvalidOperationException(
        "This cluster's clock runs by itself. Start the cluster with a manual clock (WithClock(ClusterClock.Manual())) to move time from a test.");
}
