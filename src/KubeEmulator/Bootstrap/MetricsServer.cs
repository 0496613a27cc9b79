using KubeEmulator.Metrics;
using KubeEmulator.Values;

namespace KubeEmulator.Bootstrap;

/// <summary>What the manifests of metrics-server leave in a cluster, as far as clients look at it: its APIService, and the role that lets readers ask for metrics.</summary>
internal static class MetricsServer
{
    private const string Name = "metrics-server";
    private const string Rbac = "rbac.authorization.k8s.io";

    public static IEnumerable<BootstrapObject> Objects() =>
    [
        new(BootstrapObject.Applied, MapValue.Of(
            ("kind", "ClusterRole"),
            ("apiVersion", Rbac + "/v1"),
            ("metadata", MapValue.Of(
                ("name", "system:aggregated-metrics-reader"),
                ("labels", MapValue.Of(
                    ("k8s-app", Name),
                    (Rbac + "/aggregate-to-admin", "true"),
                    (Rbac + "/aggregate-to-edit", "true"),
                    (Rbac + "/aggregate-to-view", "true"))))),
            ("rules", ListValue.Of(MapValue.Of(
                ("apiGroups", ListValue.Of(MetricsKinds.Group)),
                ("resources", ListValue.Of("pods", "nodes")),
                ("verbs", ListValue.Of("get", "list", "watch"))))))),
        new(BootstrapObject.Applied, MapValue.Of(
            ("kind", "APIService"),
            ("apiVersion", "apiregistration.k8s.io/v1"),
            ("metadata", MapValue.Of(("name", "v1beta1." + MetricsKinds.Group), ("labels", MapValue.Of(("k8s-app", Name))))),
            ("spec", MapValue.Of(
                ("service", MapValue.Of(("namespace", "kube-system"), ("name", Name), ("port", 443))),
                ("group", MetricsKinds.Group),
                ("version", "v1beta1"),
                ("insecureSkipTLSVerify", true),
                ("groupPriorityMinimum", 100),
                ("versionPriority", 100))))),
    ];
}
