using KubeEmulator.Api;
using KubeEmulator.Values;

namespace KubeEmulator.Bootstrap;

/// <summary>The ServiceCIDR <c>kubernetes</c>. Upstream: <c>controlplane/controller/defaultservicecidr</c>.</summary>
internal static class ServiceCidrs
{
    public static IEnumerable<BootstrapObject> Objects(ClusterSettings settings) =>
    [
        new BootstrapObject(
            BootstrapObject.ApiServer,
            MapValue.Of(
                ("kind", "ServiceCIDR"),
                ("apiVersion", "networking.k8s.io/v1"),
                ("metadata", MapValue.Of(("name", "kubernetes"))),
                ("spec", MapValue.Of(("cidrs", ListValue.From(settings.ServiceClusterIpRanges.Select(c => (Value)c)))))),
            "kubernetes-service-cidr-controller",
            Conditions.Of("Ready", "True", "", "Kubernetes default Service CIDR is ready")),
    ];
}
