using KubeEmulator.Api;

namespace KubeEmulator;

/// <summary>
/// Faults on purpose: calls over HTTP, and writes of the cluster's own controllers, scheduler and kubelets, that match a rule are
/// refused, delayed, cut off, or carried out and then refused. The first rule that matches and has not run out decides. Thread-safe.
/// </summary>
public sealed class ClusterFaults : IFaultSource
{
    private readonly Lock _lock = new();
    private readonly ClusterServices _services;
    private ActiveFault[] _rules = [];
    private long _last;

    internal ClusterFaults(ClusterServices services) => _services = services;

    /// <summary>The rules at work, oldest first.</summary>
    public IReadOnlyList<ActiveFault> Rules => Volatile.Read(ref _rules);

    /// <summary>Adds a rule; dispose the result to take it away.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number of the rule makes no sense.</exception>
    public ActiveFault Add(FaultRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        rule.Check();
        lock (_lock)
        {
            var ends = rule.Lifetime is { } lifetime ? _services.Clock.GetUtcNow() + lifetime : (DateTimeOffset?)null;
            var active = new ActiveFault(this, ++_last, rule, ends);
            _rules = [.. _rules, active];
            _services.Faults = this;
            return active;
        }
    }

    /// <summary>Adds a rule for a verb and a resource.</summary>
    /// <param name="verb">Kubernetes' verb, such as <c>update</c>.</param>
    /// <param name="resource">The plural resource, with <c>/subresource</c> where one is meant.</param>
    /// <param name="fault">What happens.</param>
    /// <param name="times">How many calls go wrong; null for all.</param>
    public ActiveFault Add(string verb, string resource, InjectedFault fault, int? times = null) =>
        Add(new FaultRule { Verb = verb, Resource = resource, Fault = fault, Times = times });

    /// <summary>Takes all rules away.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _rules = [];
            _services.Faults = null;
        }
    }

    InjectedFault? IFaultSource.Next(in FaultedCall call)
    {
        foreach (var rule in Volatile.Read(ref _rules))
        {
            if (!rule.Rule.Matches(call))
            {
                continue;
            }

            if (rule.Ends <= _services.Clock.GetUtcNow())
            {
                Remove(rule);
                continue;
            }

            if (rule.Take(call.User, _services.Random))
            {
                return rule.Rule.Fault;
            }
        }

        return null;
    }

    /// <summary>Makes these the faults of a fork.</summary>
    internal void TakeFrom(ClusterFaults other)
    {
        lock (_lock)
        {
            (_rules, _last) = ([.. other.Rules.Select(r => new ActiveFault(this, r))], Volatile.Read(ref other._last));
            _services.Faults = _rules.Length == 0 ? null : this;
        }
    }

    internal void Remove(ActiveFault fault)
    {
        lock (_lock)
        {
            _rules = [.. _rules.Where(rule => rule != fault)];
            if (_rules.Length == 0)
            {
                // Without rules requests do not even look.
                _services.Faults = null;
            }
        }
    }
}
