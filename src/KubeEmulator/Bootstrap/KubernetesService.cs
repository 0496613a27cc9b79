using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Bootstrap;

/// <summary>
/// The Service <c>kubernetes</c>, its Endpoints and its EndpointSlice. Upstream: <c>controlplane/controller/kubernetesservice</c>.
/// The address is one of those reserved for documentation: Endpoints must not be on loopback, where the server is.
/// </summary>
internal static class KubernetesService
{
    /// <summary>The advertised address.</summary>
    public const string Address = "192.0.2.10";

    /// <summary>Where each of them says the server's port.</summary>
    public static readonly IReadOnlyList<(string Version, string Kind, string Path)> PortPaths =
    [
        ("v1", "Service", "/spec/ports/0/targetPort"),
        ("v1", "Endpoints", "/subsets/0/ports/0/port"),
        ("discovery.k8s.io/v1", "EndpointSlice", "/ports/0/port"),
    ];

    /// <summary>Service, Endpoints, EndpointSlice.</summary>
    public static IEnumerable<BootstrapObject> Objects(ClusterSettings settings, int port)
    {
        yield return new BootstrapObject(BootstrapObject.ApiServer, Service(ServiceRange.FirstAddress(settings.ServiceClusterIpRanges[0]), port));
        yield return new BootstrapObject(BootstrapObject.ApiServer, Endpoints(port));
        yield return new BootstrapObject(BootstrapObject.ApiServer, EndpointSlice(port));
    }

    private static MapValue Service(string clusterIp, int port) => MapValue.Of(
        ("kind", "Service"),
        ("apiVersion", "v1"),
        ("metadata", MapValue.Of(("name", "kubernetes"), ("namespace", "default"), ("labels", MapValue.Of(("provider", "kubernetes"), ("component", "apiserver"))))),
        ("spec", MapValue.Of(
            ("ports", ListValue.Of(MapValue.Of(("name", "https"), ("protocol", "TCP"), ("port", 443), ("targetPort", port)))),
            ("clusterIP", clusterIp),
            ("sessionAffinity", "None"),
            ("type", "ClusterIP"),
            ("ipFamilyPolicy", "SingleStack"))));

    private static MapValue Endpoints(int port) => MapValue.Of(
        ("kind", "Endpoints"),
        ("apiVersion", "v1"),
        ("metadata", MapValue.Of(("name", "kubernetes"), ("namespace", "default"), ("labels", MapValue.Of(("endpointslice.kubernetes.io/skip-mirror", "true"))))),
        ("subsets", ListValue.Of(MapValue.Of(
            ("addresses", ListValue.Of(MapValue.Of(("ip", Address)))),
            ("ports", ListValue.Of(MapValue.Of(("name", "https"), ("port", port), ("protocol", "TCP"))))))));

    private static MapValue EndpointSlice(int port) => MapValue.Of(
        ("kind", "EndpointSlice"),
        ("apiVersion", "discovery.k8s.io/v1"),
        ("metadata", MapValue.Of(("name", "kubernetes"), ("namespace", "default"), ("labels", MapValue.Of(("kubernetes.io/service-name", "kubernetes"))))),
        ("addressType", "IPv4"),
        ("endpoints", ListValue.Of(MapValue.Of(("addresses", ListValue.Of(Address)), ("conditions", MapValue.Of(("ready", true)))))),
        ("ports", ListValue.Of(MapValue.Of(("name", "https"), ("protocol", "TCP"), ("port", port)))));
}
