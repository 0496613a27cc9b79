using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>The status of a PodDisruptionBudget; <c>pkg/controller/disruption/disruption.go</c> and <c>k8s.io/component-helpers/apps/poddisruptionbudget</c>. Pure.</summary>
internal static class BudgetStatus
{
    private const string Allowed = "DisruptionAllowed";

    /// <summary>The status with these figures.</summary>
    public static MapValue Of(KubeObject budget, DisruptionBudget figures, IReadOnlyDictionary<string, DateTimeOffset> disrupted, DateTimeOffset now)
    {
        var status = new MapBuilder { { "observedGeneration", budget.Metadata.Generation } };
        status["disruptedPods"] = disrupted.Count == 0
            ? null
            : MapValue.Of([.. disrupted.OrderBy(d => d.Key, StringComparer.Ordinal).Select(d => (d.Key, (Value)KubeTime.Format(d.Value)))]);
        status["disruptionsAllowed"] = figures.DisruptionsAllowed;
        status["currentHealthy"] = figures.CurrentHealthy;
        status["desiredHealthy"] = figures.DesiredHealthy;
        status["expectedPods"] = figures.ExpectedPods;
        status["conditions"] = budget.Status["conditions"];
        var (word, reason) = figures.DisruptionsAllowed > 0 ? ("True", "SufficientPods") : ("False", "InsufficientPods");
        return Conditions.Set(status.Build(), Condition(word, reason, "", budget.Metadata.Generation), now);
    }

    /// <summary>The status of a budget that cannot be calculated: nothing may be evicted.</summary>
    public static MapValue Failed(KubeObject budget, string error, DateTimeOffset now) =>
        Conditions.Set(budget.Status.With("disruptionsAllowed", 0), Condition("False", "SyncFailed", error, budget.Status.Integer("observedGeneration") ?? 0), now);

    private static MapValue Condition(string status, string reason, string message, long generation)
    {
        var condition = new MapBuilder { { "type", Allowed }, { "status", status } };
        condition["observedGeneration"] = generation == 0 ? null : (Value)generation;
        condition["reason"] = reason;
        condition["message"] = message;
        return condition.Build();
    }
}
