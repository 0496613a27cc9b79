using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Rules;

/// <summary>
/// How many pods of a PodDisruptionBudget may go now; <c>pkg/controller/disruption/disruption.go</c>.
/// </summary>
/// <param name="ExpectedPods">The pods that count.</param>
/// <param name="DesiredHealthy">The least number of healthy ones.</param>
/// <param name="CurrentHealthy">The healthy ones.</param>
/// <param name="DisruptionsAllowed">How many may go.</param>
internal readonly record struct DisruptionBudget(int ExpectedPods, int DesiredHealthy, int CurrentHealthy, int DisruptionsAllowed)
{
    /// <summary>How long an eviction may take until its pod counts again.</summary>
    public static readonly TimeSpan DeletionTimeout = TimeSpan.FromMinutes(2);

    /// <summary>The budget's figures.</summary>
    /// <param name="budget">The PodDisruptionBudget.</param>
    /// <param name="pods">The pods it selects.</param>
    /// <param name="expectedScale">The sum of the scales of the pods' controllers; asked only where the budget is a share of it.</param>
    /// <param name="disrupted">The pods that evictions have marked, with the time.</param>
    /// <param name="now">The time.</param>
    /// <param name="error">Why the budget's number cannot be read; empty otherwise.</param>
    public static DisruptionBudget Compute(
        KubeObject budget,
        IReadOnlyCollection<PodView> pods,
        Func<int> expectedScale,
        IReadOnlyDictionary<string, DateTimeOffset> disrupted,
        DateTimeOffset now,
        out string error)
    {
        error = "";
        var (expected, desired) = (0, 0);
        if (IntOrString.From(budget.Spec["maxUnavailable"]) is { } most)
        {
            expected = expectedScale();
            most.TryScale(expected, roundUp: true, out var unavailable, out error);
            desired = Math.Max(0, expected - unavailable);
        }
        else if (IntOrString.From(budget.Spec["minAvailable"]) is { } least)
        {
            expected = least.IsText ? expectedScale() : pods.Count;
            least.TryScale(expected, roundUp: true, out desired, out error);
        }

        var healthy = pods.Count(pod => IsHealthy(pod, disrupted, now));
        return new DisruptionBudget(expected, desired, healthy, expected > 0 ? Math.Max(0, healthy - desired) : 0);
    }

    /// <summary>The marked pods that are still waited for, and when to look again.</summary>
    public static (IReadOnlyDictionary<string, DateTimeOffset> Waiting, DateTimeOffset? Recheck) StillDisrupted(KubeObject budget, IEnumerable<PodView> pods, DateTimeOffset now)
    {
        var waiting = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        foreach (var pod in pods)
        {
            if (!pod.IsDeleting && KubeTime.Parse(budget.Status.Map("disruptedPods")?.String(pod.Name)) is { } since && since + DeletionTimeout >= now)
            {
                waiting[pod.Name] = since;
            }
        }

        return (waiting, waiting.Count == 0 ? null : waiting.Values.Min() + DeletionTimeout);
    }

    private static bool IsHealthy(PodView pod, IReadOnlyDictionary<string, DateTimeOffset> disrupted, DateTimeOffset now) =>
        !pod.IsDeleting
        && !(disrupted.TryGetValue(pod.Name, out var since) && since + DeletionTimeout > now)
        && PodState.IsReady(pod);
}
