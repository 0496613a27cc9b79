namespace KubeEmulator;

/// <summary>A manifest of roles does not fit what a user did; the message lists the rights.</summary>
public sealed class RightsException : Exception
{
    internal RightsException(RightsComparison comparison)
        : base(comparison.ToString()) => Comparison = comparison;

    /// <summary>What does not fit.</summary>
    public RightsComparison Comparison { get; }
}
