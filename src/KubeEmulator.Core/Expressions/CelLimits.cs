namespace KubeEmulator.Expressions;

/// <summary>What evaluating may cost (apiserver pkg/apis/cel/config.go).</summary>
internal static class CelLimits
{
    /// <summary>One evaluation: about 0.1 seconds on the authors' machine.</summary>
    public const ulong PerCall = 1_000_000;

    /// <summary>All evaluations of one request: about 1 second.</summary>
    public const ulong RuntimeBudget = 10_000_000;

    /// <summary>All evaluations of one policy's match conditions.</summary>
    public const ulong MatchConditionBudget = 2_500_000;

    /// <summary>The size a request may have, which bounds what is not bounded otherwise.</summary>
    public const long MaxRequestBytes = 3 * 1024 * 1024;
}
