using KubeEmulator.Values;

namespace KubeEmulator.Bootstrap;

/// <summary>The namespaces of a new cluster. Upstream: <c>controlplane/controller/systemnamespaces</c>.</summary>
internal static class SystemNamespaces
{
    public static IEnumerable<BootstrapObject> Objects() => ((string[])["kube-system", "kube-public", "default", "kube-node-lease"]).Select(name => new BootstrapObject(
        BootstrapObject.ApiServer,
        MapValue.Of(
            ("kind", "Namespace"),
            ("apiVersion", "v1"),
            ("metadata", MapValue.Of(("name", name))))));
}
