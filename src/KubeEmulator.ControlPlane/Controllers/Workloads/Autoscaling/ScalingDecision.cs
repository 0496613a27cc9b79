namespace KubeEmulator.Controllers.Workloads;

/// <summary>The replicas that an autoscaler's limits leave of a recommendation, and what they say of it.</summary>
/// <param name="Replicas">The replicas.</param>
/// <param name="StabilizedReason">Why the recommendation was held back; null where it was not.</param>
/// <param name="StabilizedMessage">The same for people.</param>
/// <param name="LimitReason">The limit that holds, or that none does.</param>
/// <param name="LimitMessage">The same for people.</param>
/// <param name="IsLimited">Whether a limit changed the replicas.</param>
internal sealed record ScalingDecision(int Replicas, string? StabilizedReason, string StabilizedMessage, string LimitReason, string LimitMessage, bool IsLimited)
{
    public const string LowerBefore = "recent recommendations were lower than current one, applying the lowest recent recommendation";
    public const string HigherBefore = "recent recommendations were higher than current one, applying the highest recent recommendation";

    public static readonly (string, string) WithinRange = ("DesiredWithinRange", "the desired count is within the acceptable range");
    public static readonly (string, string) TooMany = ("TooManyReplicas", "the desired replica count is more than the maximum replica count");
    public static readonly (string, string) TooFew = ("TooFewReplicas", "the desired replica count is less than the minimum replica count");
    public static readonly (string, string) TooFastUp = ("ScaleUpLimit", "the desired replica count is increasing faster than the maximum scale rate");
    public static readonly (string, string) TooFastDown = ("ScaleDownLimit", "the desired replica count is decreasing faster than the maximum scale rate");
}
