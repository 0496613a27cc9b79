using System.Collections.Concurrent;
using System.Globalization;
using KubeEmulator.Api;

namespace KubeEmulator;

/// <summary>A rule at work. Disposing it removes the rule. Thread-safe.</summary>
public sealed class ActiveFault : IDisposable
{
    private readonly ClusterFaults _faults;

    // Each caller has draws of its own: what a client meets must not depend on when a kubelet happens to renew its Lease.
    private readonly ConcurrentDictionary<string, long> _draws = new(StringComparer.Ordinal);
    private int _seen;
    private int _hits;

    internal ActiveFault(ClusterFaults faults, long id, FaultRule rule, DateTimeOffset? ends) => (_faults, Id, Rule, Ends) = (faults, id, rule, ends);

    /// <summary>The same rule in a fork: what it did so far is counted, what it does from now on is its own.</summary>
    internal ActiveFault(ClusterFaults faults, ActiveFault other)
        : this(faults, other.Id, other.Rule, other.Ends)
    {
        (_seen, _hits) = (Volatile.Read(ref other._seen), other.Hits);
        foreach (var (user, count) in other._draws)
        {
            _draws[user] = count;
        }
    }

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
    internal bool Take(string user, ISeededRandom random)
    {
        if (Interlocked.Increment(ref _seen) <= Rule.Skip || (Rule.Probability < 1 && Chance(user, random) >= Rule.Probability))
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

    private double Chance(string user, ISeededRandom random)
    {
        var count = _draws.AddOrUpdate(user, 1, static (_, before) => before + 1);
        return (random.At("fault", string.Create(CultureInfo.InvariantCulture, $"{Id} {user}"), count) >> 11) * (1.0 / (1UL << 53));
    }
}
