using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>The pods of DaemonSets: pinned to a node, and tolerant of what happens to it; <c>pkg/controller/daemon/util</c>.</summary>
internal static class DaemonPods
{
    private const string GenerationLabel = "pod-template-generation";

    // The scheduler does not place these pods freely, and the node controller does not evict them.
    private static readonly (string Key, string Effect)[] Tolerated =
    [
        (WellKnownLabels.TaintNotReady, "NoExecute"),
        (WellKnownLabels.TaintUnreachable, "NoExecute"),
        (WellKnownLabels.TaintDiskPressure, "NoSchedule"),
        (WellKnownLabels.TaintMemoryPressure, "NoSchedule"),
        (WellKnownLabels.TaintPidPressure, "NoSchedule"),
        (WellKnownLabels.TaintUnschedulable, "NoSchedule"),
    ];

    /// <summary>The template of a set's pods, with tolerations and, where there is one, the hash of its revision.</summary>
    public static MapValue Template(DaemonSetView set, string hash)
    {
        var template = set.Template.With("spec", WithTolerations(set.Template.Map("spec") ?? MapValue.Empty));
        template = set.TemplateGeneration is { } generation ? template.WithAt(["metadata", "labels", GenerationLabel], generation) : template;
        return hash.Length > 0 ? template.WithAt(["metadata", "labels", WellKnownLabels.ControllerRevisionHash], hash) : template;
    }

    /// <summary>A document with the node it is for, as an affinity that replaces what the template requires of nodes.</summary>
    public static MapValue Pinned(MapValue document, string node)
    {
        var field = MapValue.Of(("key", "metadata.name"), ("operator", "In"), ("values", ListValue.Of(node)));
        var terms = ListValue.Of(MapValue.Of(("matchFields", ListValue.Of(field))));
        return document.WithAt(["spec", "affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms"], terms);
    }

    /// <summary>The node a pod is on or for; null where it is for none.</summary>
    public static string? NodeOf(PodView pod) => pod.NodeName.Length > 0 ? pod.NodeName : NodeSelectors.PinnedNames(pod) is { Count: 1 } names ? names.First() : null;

    /// <summary>Whether a pod is of the present template.</summary>
    public static bool IsUpdated(PodView pod, DaemonSetView set, string hash) =>
        pod.Labels.String(WellKnownLabels.ControllerRevisionHash) == hash
        || (set.TemplateGeneration is { } generation && pod.Labels.String(GenerationLabel) == generation);

    /// <summary>Pods with a node first, then the oldest.</summary>
    public static int ByAge(PodView x, PodView y)
    {
        var byNode = (x.NodeName.Length == 0).CompareTo(y.NodeName.Length == 0);
        var byTime = byNode != 0 ? byNode : string.CompareOrdinal(x.Object.Metadata.CreationTimestamp, y.Object.Metadata.CreationTimestamp);
        return byTime != 0 ? byTime : string.CompareOrdinal(x.Name, y.Name);
    }

    private static MapValue WithTolerations(MapValue spec)
    {
        var tolerations = spec.List("tolerations") ?? ListValue.Empty;
        var wanted = spec.Bool("hostNetwork") == true ? Tolerated.Append((WellKnownLabels.TaintNetworkUnavailable, "NoSchedule")) : Tolerated;
        foreach (var (key, effect) in wanted)
        {
            var toleration = MapValue.Of(("key", key), ("operator", "Exists"), ("effect", effect));
            var same = tolerations.ToList().FindIndex(t => t is MapValue old && SameTaint(old, toleration));
            tolerations = same < 0 ? tolerations.Add(toleration) : tolerations.With(same, toleration);
        }

        return spec.With("tolerations", tolerations);
    }

    private static bool SameTaint(MapValue left, MapValue right) =>
        new[] { "key", "operator", "value", "effect" }.All(field => left.StringOrEmpty(field) == right.StringOrEmpty(field));
}
