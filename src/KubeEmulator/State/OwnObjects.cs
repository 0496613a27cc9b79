using KubeEmulator.Values;

namespace KubeEmulator.State;

/// <summary>What each cluster has of its own: its CA, its address, what it serves. Written to no YAML and taken from none.</summary>
internal static class OwnObjects
{
    public static bool Contains(MapValue root)
    {
        var (kind, space, name) = (root.StringOrEmpty("kind"), root.StringAt("metadata", "namespace") ?? "", root.StringAt("metadata", "name") ?? "");
        return kind switch
        {
            "ConfigMap" => name == "kube-root-ca.crt" || (name == "extension-apiserver-authentication" && space == "kube-system"),
            "Service" or "Endpoints" => name == "kubernetes" && space == "default",
            "EndpointSlice" => space == "default" && root.Map("metadata")?.Map("labels")?.String("kubernetes.io/service-name") == "kubernetes",
            "ServiceCIDR" => name == "kubernetes",
            "IPAddress" => root.Map("spec")?.Map("parentRef") is { } parent && parent.String("name") == "kubernetes" && parent.String("namespace") == "default",
            "APIService" => root.Map("metadata")?.Map("labels")?.String("kube-aggregator.kubernetes.io/automanaged") is not null,
            "ComponentStatus" => true,
            _ => false,
        };
    }
}
