using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>What differs between the tables of workloads.</summary>
/// <param name="Own">The cells between name and age.</param>
/// <param name="Selector">The last cell; null where there is none.</param>
internal sealed record ReplicaColumns(Func<KubeObject, DateTimeOffset, IEnumerable<Value>> Own, Func<KubeObject, string>? Selector)
{
    public static readonly ReplicaColumns ReplicaSet = new((o, _) => Counts(o), SelectorOf);

    public static readonly ReplicaColumns ReplicationController = new((o, _) => Counts(o), o => Cells.Labels(o.Spec.Map("selector")));

    public static readonly ReplicaColumns Deployment = new(
        (o, _) => [Ready(o), Status(o, "updatedReplicas"), Status(o, "availableReplicas")],
        o => LabelSelector.TryFrom(o.Spec["selector"], out var selector, out _) ? selector.ToString() : "<invalid>");

    public static readonly ReplicaColumns StatefulSet = new((o, _) => [Ready(o)], null);

    public static readonly ReplicaColumns DaemonSet = new(
        (o, _) =>
        [
            Status(o, "desiredNumberScheduled"),
            Status(o, "currentNumberScheduled"),
            Status(o, "numberReady"),
            Status(o, "updatedNumberScheduled"),
            Status(o, "numberAvailable"),
            Cells.Labels(TemplateOwner.PodSpec(o.Root).Map("nodeSelector")),
        ],
        SelectorOf);

    private static IEnumerable<Value> Counts(KubeObject o) => [o.Spec.Integer("replicas") ?? 0, Status(o, "replicas"), Status(o, "readyReplicas")];

    private static string SelectorOf(KubeObject o) => Cells.Selector(o.Spec["selector"]);

    private static string Ready(KubeObject o) => $"{o.Status.Integer("readyReplicas") ?? 0}/{o.Spec.Integer("replicas") ?? 0}";

    private static Value Status(KubeObject o, string member) => o.Status.Integer(member) ?? 0;
}
