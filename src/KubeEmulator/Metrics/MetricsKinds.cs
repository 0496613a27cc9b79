using KubeEmulator.Api;
using KubeEmulator.Objects;

namespace KubeEmulator.Metrics;

/// <summary>The resources of <c>metrics.k8s.io</c>: pods and nodes, shown as what they use.</summary>
internal static class MetricsKinds
{
    public const string ApiVersion = "metrics.k8s.io/v1beta1";

    private static readonly string[] Verbs = ["get", "list"];

    public static IEnumerable<ResourceType> Types(ClusterMetrics metrics) =>
    [
        Type("NodeMetrics", "nodes", namespaced: false, new NodeMetricsBehavior(metrics)),
        Type("PodMetrics", "pods", namespaced: true, new PodMetricsBehavior(metrics)),
    ];

    // Stored are the core objects themselves, in their own version: nothing is kept of what is measured.
    private static ResourceType Type(string kind, string plural, bool namespaced, KindBehavior behavior) => new()
    {
        Group = "metrics.k8s.io",
        Version = "v1beta1",
        Kind = kind,
        ListKind = kind + "List",
        Plural = plural,
        Singular = "",
        Namespaced = namespaced,
        Verbs = Verbs,
        StorageVersion = new GroupVersion("", "v1"),
        StorageResource = new GroupResource("", plural),
        Behavior = behavior,
    };
}
