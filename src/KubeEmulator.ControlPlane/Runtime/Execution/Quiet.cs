using KubeEmulator.Api;

namespace KubeEmulator.Runtime;

/// <summary>
/// Waits until nothing is left to do before the next timer: every follower at the head of the log, the executor idle, nothing
/// under way at the door. Exact for what is inside the process; clients outside that watch count as done when none has called or
/// been told anything for a grace time. A wait fails when nothing goes on any more, however long it took until then.
/// </summary>
internal sealed class Quiet(SerialExecutor executor, ClusterActivity activity, TimeSpan patience, TimeSpan grace)
{
    /// <summary>How long (real time) outside clients that watch must have been silent.</summary>
    public static readonly TimeSpan DefaultGrace = TimeSpan.FromMilliseconds(50);

    /// <summary>The same for a client whose watch has told it something for the first time, until anybody calls.</summary>
    public static readonly TimeSpan FirstGrace = TimeSpan.FromMilliseconds(300);

    /// <summary>How long (real time) a wait bears that nothing goes on.</summary>
    public static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(10);

    // Work that goes on and on: controllers that undo each other's writes would keep a wait for ever.
    private const int MostPatience = 30;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);

    private readonly Lock _lock = new();
    private LogFollower[] _followers = [];

    public void Add(LogFollower follower)
    {
        lock (_lock)
        {
            _followers = [.. _followers, follower];
        }
    }

    public void Remove(LogFollower follower)
    {
        lock (_lock)
        {
            _followers = [.. _followers.Where(f => f != follower)];
        }
    }

    /// <exception cref="TimeoutException">Something stayed busy and nothing went on; the message names what.</exception>
    public async Task WaitAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (IsQuietInside() && !activity.IsWatchedFromOutside)
        {
            return;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var watch = new ProgressWatch(TimeProvider.System, () => executor.Steps + activity.Progress, patience, patience * MostPatience, limit);
        try
        {
            do
            {
                await InsideAsync(limit.Token).ConfigureAwait(false);
            }
            while (await OutsideAsync(limit.Token).ConfigureAwait(false) || !IsQuietInside());
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException(watch.IsStalled
                ? $"The cluster did not come to rest: nothing has gone on for {patience.TotalSeconds:0.#} s of real time. Still busy: {Describe()}."
                : $"The cluster did not come to rest within {patience.TotalSeconds * MostPatience:0.#} s of real time, it works on and on. Busy: {Describe()}.");
        }
    }

    // One look after another is no look at all at once: between two of them another thread may take what the first would have seen, and be
    // seen no more by the second. So nothing must have begun or ended meanwhile.
    private bool IsQuietInside()
    {
        var (steps, progress) = (executor.Steps, activity.Progress);
        return executor.IsIdle && activity.Busy().Count == 0 && !IsBehind()
            && executor.IsIdle && executor.Steps == steps && activity.Progress == progress;
    }

    // What comes after the executor's end nobody takes any more.
    private bool IsBehind() => !executor.IsStopped && Array.Exists(Volatile.Read(ref _followers), f => f.HasNext);

    private async Task InsideAsync(CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var ended = activity.NextEndAsync();
            executor.LookAround();
            await executor.WhenIdleAsync().WaitAsync(cancellation).ConfigureAwait(false);
            if (IsBehind() || !executor.IsIdle)
            {
                continue;
            }

            if (activity.Busy().Count == 0)
            {
                return;
            }

            // Probes have no signal of their own, so look again soon even when nothing ends.
            await Task.WhenAny(ended, Task.Delay(1, cancellation)).ConfigureAwait(false);
        }
    }

    // Leaves clients outside that watch the time to act upon what they were told; true where it waited, and they may have acted.
    private async Task<bool> OutsideAsync(CancellationToken cancellation)
    {
        if (!activity.IsWatchedFromOutside)
        {
            return false;
        }

        // A client that does not read is not waited for any longer than one that does nothing.
        var started = TimeProvider.System.GetTimestamp();
        while (activity.IsOutsideBehind && TimeProvider.System.GetElapsedTime(started) < grace)
        {
            await Task.Delay(1, cancellation).ConfigureAwait(false);
        }

        var isFirst = activity.IsFirstAnswerDue;
        var left = (isFirst && grace < FirstGrace ? FirstGrace : grace) - activity.OutsideSilence;
        if (left <= TimeSpan.Zero)
        {
            activity.IsFirstAnswerDue = false;
            return false;
        }

        // The long wait ends with the first call, so look often.
        await Task.Delay(isFirst && left > Look ? Look : left, cancellation).ConfigureAwait(false);
        return true;
    }

    private string Describe()
    {
        var busy = activity.Busy().ToList();
        if (executor.Doing is { } doing)
        {
            busy.Add(doing.ToString()!);
        }

        return busy.Count == 0 ? "clients outside that keep calling" : string.Join(", ", busy);
    }
}
