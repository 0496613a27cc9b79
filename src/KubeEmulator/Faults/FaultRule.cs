using KubeEmulator.Api;

namespace KubeEmulator;

/// <summary>Which calls go wrong, how, and how often. A member that is not given matches everything.</summary>
public sealed record FaultRule
{
    /// <summary>What happens to the calls.</summary>
    public required InjectedFault Fault { get; init; }

    /// <summary>Kubernetes' verb (<c>update</c>, <c>list</c>, <c>watch</c>), or null for any.</summary>
    public string? Verb { get; init; }

    /// <summary>The API group (empty for core), or null for any.</summary>
    public string? Group { get; init; }

    /// <summary>The plural resource, with <c>/subresource</c> where one is meant (<c>pods/status</c>; <c>pods</c> alone is the object itself); null for any, and for paths that are not about resources.</summary>
    public string? Resource { get; init; }

    /// <summary>The namespace, or null for any.</summary>
    public string? Namespace { get; init; }

    /// <summary>The object's name, or null for any.</summary>
    public string? Name { get; init; }

    /// <summary>The user's name (<c>system:serviceaccount:shop:operator</c>), or null for any.</summary>
    public string? User { get; init; }

    /// <summary>How many matching calls pass unharmed first.</summary>
    public int Skip { get; init; }

    /// <summary>How many calls go wrong at most; null for all.</summary>
    public int? Times { get; init; }

    /// <summary>The chance of a matching call to go wrong, from 0 to 1; drawn from the cluster's seed, for each user in the order of that user's calls.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>How long the rule lives, on the cluster's clock; null until it is removed.</summary>
    public TimeSpan? Lifetime { get; init; }

    internal bool Matches(in FaultedCall call) =>
        Is(Verb, call.Verb) && Is(Group, call.Group) && Is(Namespace, call.Namespace) && Is(Name, call.Name) && Is(User, call.User)
        && (Resource is null || Resource == (call.Subresource.Length == 0 ? call.Resource : $"{call.Resource}/{call.Subresource}"));

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Skip);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Times ?? 1, nameof(Times));
        ArgumentOutOfRangeException.ThrowIfLessThan(Lifetime ?? TimeSpan.Zero, TimeSpan.Zero, nameof(Lifetime));
        if (Probability is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(Probability), Probability, "a probability is from 0 to 1");
        }
    }

    private static bool Is(string? wanted, string actual) => wanted is null || wanted == actual;
}
