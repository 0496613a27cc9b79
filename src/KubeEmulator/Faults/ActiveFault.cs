namespace KubeEmulator;

/// <summary>A rule at work. Disposing it removes the rule. Thread-safe.</summary>
public sealed class ActiveFault : IDisposable
{
    private readonly ClusterFaults _faults;
    private int _seen;
    private int _hits;

    internal ActiveFault(ClusterFaults faults, long id, FaultRule rule, DateTimeOffset? ends) => (_faults, Id, Rule, Ends) = (faults, id, rule, ends);

    /// <summary>Its number, by which the control API names it.</summary>
    public long Id { get; }

    /// <summary>The rule.</summary>
    public FaultRule Rule { get; }

    /// <summary>When it ends by itself; null where it does not.</summary>
    public DateTimeOffset? Ends { get; }

    /// <summary>How many calls went wrong by it.</summary>
    public int Hits => Volatile.Read(ref _hits);

    /// <inheritdoc/>
    public void Dispose() => _faults.Remove(this);

    /// <summary>Whether the next matching call goes wrong.</summary>
    internal bool Take(Func<double> chance)
    {
        if (Interlocked.Increment(ref _seen) <= Rule.Skip || (Rule.Probability < 1 && chance() >= Rule.Probability))
        {
            return false;
        }

        if (Rule.Times is { } times && Interlocked.Increment(ref _hits) is var hit)
        {
            if (hit > times)
            {
                Interlocked.Decrement(ref _hits);
                return false;
            }

            return true;
        }

        Interlocked.Increment(ref _hits);
        return true;
    }
}
