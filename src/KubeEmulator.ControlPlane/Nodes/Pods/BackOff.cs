namespace KubeEmulator.Nodes.Pods;

/// <summary>
/// Patience that doubles from 10 s to 5 min; client-go's <c>util/flowcontrol/backoff.go</c> with kubelet's values. It begins anew
/// after twice the longest time without trouble.
/// </summary>
/// <param name="Delay">How long to hold back now.</param>
/// <param name="Updated">When the delay was set.</param>
internal readonly record struct BackOff(TimeSpan Delay, DateTimeOffset Updated)
{
    public static readonly TimeSpan First = TimeSpan.FromSeconds(10);
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>The state after so many restarts in a row, where nothing better is known (after a restore).</summary>
    public static BackOff? Derive(int restarts, DateTimeOffset updated) =>
        restarts == 0 ? null : new BackOff(restarts > 6 ? Longest : Least(First * (1 << (restarts - 1))), updated);

    /// <summary>When a thing that ended at <paramref name="at"/> may be tried again.</summary>
    public static DateTimeOffset FreeAt(BackOff? state, DateTimeOffset at) => state is { } held && !held.IsOver(at) ? at + held.Delay : at;

    /// <summary>The state after one more try.</summary>
    public static BackOff Next(BackOff? state, DateTimeOffset at, DateTimeOffset now) =>
        state is { } held && !held.IsOver(at) ? new BackOff(Least(held.Delay * 2), now) : new BackOff(First, now);

    private bool IsOver(DateTimeOffset at) => at - Updated > Longest * 2;

    private static TimeSpan Least(TimeSpan delay) => delay < Longest ? delay : Longest;
}
