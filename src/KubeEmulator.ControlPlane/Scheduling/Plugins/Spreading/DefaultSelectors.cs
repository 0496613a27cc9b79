using KubeEmulator.Objects;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Scheduling;

/// <summary>
/// The selector that a pod without spread constraints of its own is spread by: that of its Services and of its ReplicaSet,
/// StatefulSet or ReplicationController; <c>plugins/helper/spread.go</c>.
/// </summary>
internal static class DefaultSelectors
{
    public static LabelSelector Of(KubeObject pod, Snapshot snapshot)
    {
        var labels = MapValue.Empty;
        foreach (var service in snapshot.List(SchedulingResources.Services, pod.Namespace))
        {
            if (service.Spec.Map("selector") is { } selector && LabelSelector.FromLabels(selector).Matches(pod.Metadata.Labels))
            {
                labels = Merged(labels, selector);
            }
        }

        if (pod.Metadata.Controller is not { } owner)
        {
            return LabelSelector.FromLabels(labels);
        }

        switch (owner.ApiVersion, owner.Kind)
        {
            case ("v1", "ReplicationController"):
                var controller = snapshot.Get(new ObjectKey(SchedulingResources.ReplicationControllers, pod.Namespace, owner.Name));
                return LabelSelector.FromLabels(Merged(labels, controller?.Spec.Map("selector")));
            case ("apps/v1", "ReplicaSet"):
                return With(labels, snapshot.Get(new ObjectKey(SchedulingResources.ReplicaSets, pod.Namespace, owner.Name)));
            case ("apps/v1", "StatefulSet"):
                return With(labels, snapshot.Get(new ObjectKey(SchedulingResources.StatefulSets, pod.Namespace, owner.Name)));
            default:
                return LabelSelector.FromLabels(labels);
        }
    }

    private static LabelSelector With(MapValue labels, KubeObject? owner) =>
        LabelSelector.FromLabels(labels).And(LabelSelector.From(owner?.Spec["selector"]).Requirements);

    private static MapValue Merged(MapValue labels, MapValue? more)
    {
        foreach (var (key, value) in more ?? MapValue.Empty)
        {
            labels = labels.With(key, value);
        }

        return labels;
    }
}
