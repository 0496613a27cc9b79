using KubeEmulator.Objects;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Scheduling;

/// <summary>Who matters more, and whom budgets protect; <c>util/utils.go</c> and <c>plugins/defaultpreemption</c>. Pure.</summary>
internal static class VictimOrder
{
    /// <summary>The more important first: higher priority, then running longer.</summary>
    public static SchedulingPod[] ByImportance(IEnumerable<SchedulingPod> pods) =>
        [.. pods.OrderByDescending(p => p.Priority).ThenBy(StartTime)];

    /// <summary>When a pod started; one that has not counts as the youngest.</summary>
    public static DateTimeOffset StartTime(SchedulingPod pod) => KubeTime.Parse(pod.Object.Status.String("startTime")) ?? DateTimeOffset.MaxValue;

    /// <summary>The pods that a disruption budget protects, counted in the given order, and the others.</summary>
    public static (List<SchedulingPod> Violating, List<SchedulingPod> Others) ByBudget(IEnumerable<SchedulingPod> pods, Snapshot snapshot)
    {
        var (violating, others) = (new List<SchedulingPod>(), new List<SchedulingPod>());
        var budgets = snapshot.List(SchedulingResources.Budgets).Select(b => new Budget(b)).ToArray();
        foreach (var pod in pods)
        {
            var violated = false;
            foreach (var budget in budgets)
            {
                violated |= budget.Protects(pod);
            }

            (violated ? violating : others).Add(pod);
        }

        return (violating, others);
    }

    private sealed class Budget(KubeObject budget)
    {
        private readonly LabelSelector _selector = LabelSelector.From(budget.Spec["selector"]);
        private readonly MapValue _disrupted = budget.Status.Map("disruptedPods") ?? MapValue.Empty;
        private long _allowed = budget.Status.Integer("disruptionsAllowed") ?? 0;

        public bool Protects(SchedulingPod pod)
        {
            if (pod.Labels.Count == 0 || budget.Namespace != pod.Namespace || _selector.IsEmpty || !_selector.Matches(pod.Labels) || _disrupted.ContainsKey(pod.Name))
            {
                return false;
            }

            return --_allowed < 0;
        }
    }
}
