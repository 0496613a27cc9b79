using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Scheduling;

/// <summary>What of a node changed, as far as scheduling cares; kube-scheduler's <c>framework/events.go</c>. Pure.</summary>
internal static class NodeChanges
{
    public static List<ClusterEventAction> Between(KubeObject before, KubeObject after)
    {
        var actions = new List<ClusterEventAction>(1);
        if ((before.Spec.Bool("unschedulable") ?? false) && !(after.Spec.Bool("unschedulable") ?? false))
        {
            actions.Add(ClusterEventAction.UpdateNodeTaint);
        }

        Add(ClusterEventAction.UpdateNodeAllocatable, before.Status["allocatable"], after.Status["allocatable"]);
        Add(ClusterEventAction.UpdateNodeLabel, before.Metadata.Labels, after.Metadata.Labels);
        Add(ClusterEventAction.UpdateNodeTaint, before.Spec["taints"], after.Spec["taints"]);
        if (!ReferenceEquals(before.Status["conditions"], after.Status["conditions"]) && !Statuses(before).SequenceEqual(Statuses(after)))
        {
            actions.Add(ClusterEventAction.UpdateNodeCondition);
        }

        Add(ClusterEventAction.UpdateNodeAnnotation, before.Metadata.Annotations, after.Metadata.Annotations);
        return actions;

        void Add(ClusterEventAction action, Value? old, Value? now)
        {
            if (!Equals(old, now))
            {
                actions.Add(action);
            }
        }
    }

    private static IEnumerable<(string, string)> Statuses(KubeObject node) =>
        node.Status.Maps("conditions").Select(c => (c.StringOrEmpty("type"), c.StringOrEmpty("status"))).Order();
}
