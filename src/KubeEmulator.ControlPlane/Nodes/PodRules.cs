using KubeEmulator.Nodes.Pods;
using KubeEmulator.Objects;

namespace KubeEmulator.Nodes;

/// <summary>
/// What is to happen to pods, said by the test: <c>Matching("app=web").ExitsWith(1).Times(2).ThenRuns()</c>. Of several rules about the
/// same thing the newest holds. A rule counts from the next start of a container on. Thread-safe.
/// </summary>
public sealed class PodRules
{
    private volatile PodRule[] _rules = [];

    internal Action? Changed { get; set; }

    /// <summary>The rules that have matched no pod so far, as they were written; empty where all have.</summary>
    public IReadOnlyList<string> Unmatched => [.. _rules.Where(r => r.Matched == 0).Select(r => r.ToString())];

    /// <summary>Begins a rule for the pods with these labels.</summary>
    /// <param name="selector">A label selector as kubectl reads it; empty: every pod.</param>
    /// <param name="namespace">Only pods of this namespace; null: of all.</param>
    /// <exception cref="FormatException">The selector cannot be read.</exception>
    public PodRule Matching(string selector, string? @namespace = null)
    {
        ArgumentNullException.ThrowIfNull(selector);
        if (!LabelSelector.TryParse(selector, out var parsed, out var error))
        {
            throw new FormatException($"the selector \"{selector}\" cannot be read: {error}");
        }

        var rule = new PodRule(selector, parsed, @namespace, () => Changed?.Invoke());
        PodRule[] before;
        do
        {
            before = _rules;
        }
        while (Interlocked.CompareExchange(ref _rules, [rule, .. before], before) != before);
        return rule;
    }

    /// <summary>Forgets all rules.</summary>
    public void Clear() => _rules = [];

    /// <summary>Throws where a rule has matched no pod: most often its selector is wrong.</summary>
    /// <exception cref="InvalidOperationException">A rule has matched nothing; the message names it.</exception>
    public void RequireMatches()
    {
        if (Unmatched is { Count: > 0 } unmatched)
        {
            throw new InvalidOperationException($"No pod matched the rule {string.Join("; nor the rule ", unmatched)}.");
        }
    }

    /// <summary>Makes these the rules of a fork: the same ones, and what is said of either later is not said of the other.</summary>
    internal void TakeFrom(PodRules other) => _rules = [.. other._rules.Select(r => r.Copy(() => Changed?.Invoke()))];

    internal string? PullFault(KubeObject pod, string container, string image)
    {
        foreach (var rule in _rules)
        {
            if (rule.PullFault is { } fault && rule.Matches(pod, container))
            {
                return fault(image);
            }
        }

        return null;
    }

    internal TimeSpan PullTime(KubeObject pod, string container)
    {
        foreach (var rule in _rules)
        {
            if (rule.PullTime is { } time && rule.Matches(pod, container))
            {
                return time;
            }
        }

        return TimeSpan.Zero;
    }

    internal ContainerScript? Script(KubeObject pod, string container, int attempt)
    {
        ContainerScript? script = null;
        foreach (var rule in _rules)
        {
            if (rule.Matches(pod, container))
            {
                script ??= new ContainerScript();
                script = script with
                {
                    ReadyAfter = script.ReadyAfter ?? rule.ReadyDelay,
                    Exit = script.Exit ?? rule.ExitOf(attempt),
                    KilledAt = script.KilledAt ?? rule.KilledAt,
                };
            }
        }

        return script;
    }
}
