using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Scheduling;

/// <summary>What of a pod changed, as far as scheduling cares; kube-scheduler's <c>framework/events.go</c>. Pure.</summary>
internal static class PodChanges
{
    public static List<ClusterEventAction> Between(KubeObject before, KubeObject after)
    {
        var actions = new List<ClusterEventAction>(1);
        Add(ClusterEventAction.UpdatePodLabel, !before.Metadata.Labels.Equals(after.Metadata.Labels));
        Add(ClusterEventAction.UpdatePodScaleDown, !SameRequests(before, after) && IsScaledDown(before, after));
        Add(ClusterEventAction.UpdatePodSchedulingGatesEliminated, Count(before, "schedulingGates") > 0 && Count(after, "schedulingGates") == 0);
        Add(ClusterEventAction.UpdatePodToleration, Count(before, "tolerations") != Count(after, "tolerations"));
        Add(ClusterEventAction.UpdatePodGeneratedResourceClaim, !Equals(before.Status["resourceClaimStatuses"], after.Status["resourceClaimStatuses"]));
        if (actions.Count == 0)
        {
            actions.Add(ClusterEventAction.UpdateOther);
        }

        return actions;

        void Add(ClusterEventAction action, bool happened)
        {
            if (happened)
            {
                actions.Add(action);
            }
        }
    }

    /// <summary>Whether nothing changed that requests are computed from.</summary>
    public static bool SameRequests(KubeObject before, KubeObject after) =>
        Equals(before.Spec, after.Spec) && !HasResources(before) && !HasResources(after);

    // Amounts in the status matter only while a resize is, or was, under way.
    private static bool HasResources(KubeObject pod) =>
        pod.Status.ContainsKey("resources")
        || pod.Status.Maps("containerStatuses").Any(s => s.ContainsKey("resources") || s.ContainsKey("allocatedResources"))
        || pod.Status.Maps("initContainerStatuses").Any(s => s.ContainsKey("resources") || s.ContainsKey("allocatedResources"));

    private static bool IsScaledDown(KubeObject before, KubeObject after)
    {
        var now = PodResources.Requests(new PodView(after));
        return PodResources.Requests(new PodView(before)).Any(old => !now.TryGet(old.Key, out var amount) || old.Value > amount);
    }

    private static int Count(KubeObject pod, string list) => pod.Spec.List(list)?.Count ?? 0;
}
