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
        Equals(before.Spec, after.Spec) && !HasOtherResources(before) && !HasOtherResources(after);

    /// <summary>Whether two specs are the same but for the node.</summary>
    public static bool SameSpec(KubeObject before, KubeObject after) => before.Spec.Without("nodeName").Equals(after.Spec.Without("nodeName"));

    /// <summary>Whether the status has amounts that the spec does not have: only while a resize is, or was, under way.</summary>
    public static bool HasOtherResources(KubeObject pod) =>
        pod.Status.ContainsKey("resources") || Differ(pod, "containerStatuses", "containers") || Differ(pod, "initContainerStatuses", "initContainers");

    private static bool Differ(KubeObject pod, string statuses, string containers)
    {
        foreach (var status in pod.Status.List(statuses) ?? ListValue.Empty)
        {
            if (status is MapValue map && map.Map("resources") is { } actual && Differs(pod, map, actual, containers))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Differs(KubeObject pod, MapValue status, MapValue actual, string containers)
    {
        var name = status.StringOrEmpty("name");
        foreach (var container in pod.Spec.List(containers) ?? ListValue.Empty)
        {
            if (container is MapValue map && map.StringOrEmpty("name") == name)
            {
                var wanted = map.Map("resources")?.Map("requests") ?? MapValue.Empty;
                return !wanted.Equals(actual.Map("requests") ?? MapValue.Empty) || (status.Map("allocatedResources") is { } allocated && !wanted.Equals(allocated));
            }
        }

        return true;
    }

    private static bool IsScaledDown(KubeObject before, KubeObject after)
    {
        var now = PodResources.Requests(new PodView(after));
        return PodResources.Requests(new PodView(before)).Any(old => !now.TryGet(old.Key, out var amount) || old.Value > amount);
    }

    private static int Count(KubeObject pod, string list) => pod.Spec.List(list)?.Count ?? 0;
}
