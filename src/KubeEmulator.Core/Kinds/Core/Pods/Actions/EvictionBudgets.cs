using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Asks the disruption budget of a pod, and charges it.</summary>
internal static class EvictionBudgets
{
    private const string Refused = "Cannot evict pod as it would violate the pod's disruption budget.";
    private const int MostDisrupted = 2000;
    private static readonly GroupResource Budgets = new("policy", "poddisruptionbudgets");

    /// <summary>
    /// Whether the eviction may go on; the charge is then in <paramref name="writes"/>. Two budgets for one pod are answered with
    /// <paramref name="answer"/>. <paramref name="unhealthy"/> tells that the pod costs its budget nothing.
    /// </summary>
    /// <exception cref="ApiException">The budget refuses: 429.</exception>
    public static bool TryAllow(ClusterServices services, Snapshot snapshot, KubeObject pod, List<StoreWrite> writes, out MapValue? answer, out bool unhealthy)
    {
        (answer, unhealthy) = (null, false);
        var budgets = snapshot.List(Budgets, pod.Namespace).Where(b => LabelSelector.TryFrom(b.Spec["selector"], out var selector, out _) && selector.Matches(pod.Metadata.Labels)).ToArray();
        if (budgets.Length > 1)
        {
            answer = StatusDocument.Failure(500, "", "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.").Document;
            return false;
        }

        if (budgets.Length == 0)
        {
            return true;
        }

        unhealthy = IsFreeOfCharge(budgets[0], pod);
        if (!unhealthy)
        {
            writes.Add(Charge(services, budgets[0], pod));
        }

        return true;
    }

    private static bool IsFreeOfCharge(KubeObject budget, KubeObject pod)
    {
        if (PodConditions.IsTrue(pod.Status, "Ready"))
        {
            return false;
        }

        var desired = Count(budget, "desiredHealthy");
        return budget.Spec.String("unhealthyPodEvictionPolicy") == "AlwaysAllow" || (Count(budget, "currentHealthy") >= desired && desired > 0);
    }

    private static StoreWrite.Replace Charge(ClusterServices services, KubeObject budget, KubeObject pod)
    {
        var allowed = Count(budget, "disruptionsAllowed");
        var disrupted = budget.Status.Map("disruptedPods") ?? MapValue.Empty;
        if (Count(budget, "observedGeneration") < budget.Metadata.Generation)
        {
            throw TooMany($"The disruption budget {budget.Name} is still being processed by the server.", 10);
        }

        if (allowed < 0 || disrupted.Count > MostDisrupted)
        {
            var why = allowed < 0 ? "pdb disruptions allowed is negative" : "DisruptedPods map too big - too many evictions not confirmed by PDB controller";
            throw StatusDocument.Forbidden(new GroupResource("policy", "poddisruptionbudget"), budget.Name, why).ToException();
        }

        if (allowed == 0)
        {
            throw TooMany(Why(budget), 0);
        }

        var now = KubeTime.Format(services.Clock.GetUtcNow());
        var status = budget.Status.With("disruptionsAllowed", allowed - 1).With("disruptedPods", disrupted.With(pod.Name, now));
        status = allowed == 1 ? DisruptionCondition.Apply(status, now) : status;
        var charged = budget.Root.With("status", status);

        // Upstream the server is its own client here, so the charge has its name.
        charged = services.Catalog.FindStored(Budgets) is { } type ? FieldOwners.TrackUpdate(type, "status", budget, charged, "kube-apiserver", services) : charged;
        return new StoreWrite.Replace(new ObjectKey(Budgets, budget.Namespace, budget.Name), new KubeObject(charged), budget.Metadata.Revision);
    }

    private static string Why(KubeObject budget)
    {
        var condition = budget.Status.Maps("conditions").FirstOrDefault(c => c.String("type") == "DisruptionAllowed");
        var (reason, message) = (condition?.StringOrEmpty("reason"), condition?.StringOrEmpty("message") ?? "");
        var speaks = condition?.String("status") == "False" && message.Length > 0;
        var (current, desired) = (Count(budget, "currentHealthy"), Count(budget, "desiredHealthy"));
        return speaks && reason == "SyncFailed" ? $"The disruption budget {budget.Name} does not allow evicting pods currently because it failed sync: {message}"
            : current <= desired ? $"The disruption budget {budget.Name} needs {desired} healthy pods and has {current} currently"
            : speaks ? $"The disruption budget {budget.Name} does not allow evicting pods currently ({reason}): {message}"
            : $"The disruption budget {budget.Name} does not allow evicting pods currently";
    }

    private static ApiException TooMany(string cause, int retryAfter) => StatusDocument.Failure(
        429,
        StatusReason.TooManyRequests,
        Refused,
        new StatusDetails { RetryAfterSeconds = retryAfter, Causes = [new StatusCause("DisruptionBudget", cause)] }).ToException();

    private static long Count(KubeObject budget, string member) => budget.Status.Integer(member) ?? 0;
}
