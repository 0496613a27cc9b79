using KubeEmulator.Api;

namespace KubeEmulator.Runtime;

/// <summary>
/// Waits until nothing is left to do before the next timer: every follower at the head of the log, the executor idle, nothing
/// under way at the door. Exact for what is inside the process; calls from outside count as over when none came for a grace time.
/// </summary>
internal sealed class Quiet(SerialExecutor executor, ClusterActivity activity)
{
    /// <summary>How long (real time) outside clients must have been silent.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private readonly List<LogFollower> _followers = [];
    private long _callsSeen;

    public void Add(LogFollower follower)
    {
        lock (_followers)
        {
            _followers.Add(follower);
        }
    }

    /// <exception cref="TimeoutException">Something stayed busy for ten seconds of real time; the message names it.</exception>
    public async Task WaitAsync(CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Limit);
        try
        {
            while (true)
            {
                limit.Token.ThrowIfCancellationRequested();
                await InsideAsync(limit.Token).ConfigureAwait(false);
                var calls = activity.OutsideCalls;
                if (calls == _callsSeen)
                {
                    return;
                }

                // An outside client was here: what it does next, it does within the grace time.
                _callsSeen = calls;
                await Task.Delay(Grace, limit.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"The cluster did not come to rest within {Limit.TotalSeconds:0} s of real time. Still busy: {Describe()}.");
        }
    }

    private async Task InsideAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var ended = activity.NextEndAsync();
            executor.LookAround();
            await executor.WhenIdleAsync().WaitAsync(cancellation).ConfigureAwait(false);
            if (Followers().Any(f => f.HasNext) || !executor.IsIdle)
            {
                continue;
            }

            if (activity.Busy().Count == 0)
            {
                return;
            }

            // Probes have no signal of their own, so look again soon even when nothing ends.
            await Task.WhenAny(ended, Task.Delay(1, cancellation)).ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
        }
    }

    private LogFollower[] Followers()
    {
        lock (_followers)
        {
            return [.. _followers];
        }
    }

    private string Describe()
    {
        var busy = activity.Busy().ToList();
        if (!executor.IsIdle)
        {
            busy.Add("reconciling");
        }

        return busy.Count == 0 ? "outside clients that keep calling" : string.Join(", ", busy);
    }
}
