using KubeEmulator.Values;

namespace KubeEmulator.Bootstrap;

/// <summary>The two system priority classes. Upstream: <c>apis/scheduling/v1/helpers.go</c>.</summary>
internal static class PriorityClasses
{
    public static IEnumerable<BootstrapObject> Objects() =>
    [
        Class("system-node-critical", 2_000_001_000, "Used for system critical pods that must not be moved from their current node."),
        Class("system-cluster-critical", 2_000_000_000, "Used for system critical pods that must run in the cluster, but can be moved to another node if necessary."),
    ];

    private static BootstrapObject Class(string name, int value, string description) => new(
        BootstrapObject.ApiServer,
        MapValue.Of(
            ("kind", "PriorityClass"),
            ("apiVersion", "scheduling.k8s.io/v1"),
            ("metadata", MapValue.Of(("name", name))),
            ("value", value),
            ("description", description)));
}
