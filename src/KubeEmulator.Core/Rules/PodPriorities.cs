using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Rules;

/// <summary>Priority classes; <c>pkg/apis/scheduling/types.go</c> and <c>plugin/pkg/admission/priority</c>.</summary>
internal static class PodPriorities
{
    /// <summary>The highest value that users may give a class.</summary>
    public const long HighestUserDefinable = 1_000_000_000;

    /// <summary>What the classes of the system start with.</summary>
    public const string SystemPrefix = "system-";

    /// <summary>The two classes every cluster has.</summary>
    public static readonly IReadOnlyList<(string Name, long Value, string Description)> System =
    [
        ("system-node-critical", 2 * HighestUserDefinable + 1000, "Used for system critical pods that must not be moved from their current node."),
        ("system-cluster-critical", 2 * HighestUserDefinable, "Used for system critical pods that must run in the cluster, but can be moved to another node if necessary."),
    ];

    /// <summary>
    /// The class of pods that name none: of those marked as the default the one with the lowest value. Null where none is marked.
    /// </summary>
    public static KubeObject? Default(IEnumerable<KubeObject> classes) =>
        classes.Where(c => c.Root.Bool("globalDefault") ?? false).MinBy(c => c.Root.Integer("value") ?? 0);

    /// <summary>Whether a pod is critical to the system, so that a node keeps it whatever happens; <c>pkg/kubelet/types/pod_update.go</c> (IsCriticalPod).</summary>
    public static bool IsCritical(PodView pod) => pod.Priority >= 2 * HighestUserDefinable || pod.Object.Metadata.Annotations.ContainsKey("kubernetes.io/config.mirror");

    /// <summary>Whether a pod may push out others: its priority is higher and its policy allows it.</summary>
    public static bool MayPreempt(PodView pod, PodView other) => pod.PreemptionPolicy != "Never" && pod.Priority > other.Priority;
}
