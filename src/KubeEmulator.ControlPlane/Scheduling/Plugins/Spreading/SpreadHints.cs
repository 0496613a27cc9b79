using KubeEmulator.Objects;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Scheduling;

/// <summary>Which changes may let a pod in that its spread constraints kept out; <c>plugins/podtopologyspread/plugin.go</c>.</summary>
internal static class SpreadHints
{
    public static bool PodMatters(KubeObject pod, Change change)
    {
        var own = change.Object.Metadata.Uid == pod.Metadata.Uid;
        if (!own && (change.Object.Namespace != pod.Namespace || (Empty(change.Object.Spec, "nodeName") && Empty(change.Object.Status, "nominatedNodeName"))))
        {
            return false;
        }

        var constraints = Of(pod);
        if (change.Type != ChangeType.Modified || change.Previous is not { } before)
        {
            return constraints.Any(c => c.Selector.Matches(change.Object.Metadata.Labels));
        }

        return (own && constraints.Any(c => c.HonorTaints) && !Equals(before.Spec["tolerations"], change.Object.Spec["tolerations"]))
            || constraints.Any(c => c.Selector.Matches(before.Metadata.Labels) != c.Selector.Matches(change.Object.Metadata.Labels));
    }

    public static bool NodeMatters(KubeObject pod, Change change)
    {
        var constraints = Of(pod);
        var now = constraints.All(c => change.Object.Metadata.Labels.ContainsKey(c.TopologyKey));
        if (change.Type != ChangeType.Modified || change.Previous is not { } before)
        {
            return now;
        }

        var then = constraints.All(c => before.Metadata.Labels.ContainsKey(c.TopologyKey));
        return now != then || (now && (!Equals(before.Spec["taints"], change.Object.Spec["taints"])
            || constraints.Any(c => before.Metadata.Labels.String(c.TopologyKey) != change.Object.Metadata.Labels.String(c.TopologyKey))));
    }

    private static SpreadConstraint[] Of(KubeObject pod) =>
        SpreadConstraint.From(pod.Spec.Maps("topologySpreadConstraints"), "DoNotSchedule", pod.Metadata.Labels);

    private static bool Empty(MapValue map, string key) => map.StringOrEmpty(key).Length == 0;
}
