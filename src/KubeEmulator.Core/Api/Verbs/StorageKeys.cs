namespace KubeEmulator.Api;

/// <summary>
/// The key in etcd under which an object would stand: the texts of some conflicts name it. Built-in kinds have no group in theirs,
/// some have a name of old; <c>pkg/kubeapiserver/default_storage_factory_builder.go</c>.
/// </summary>
internal static class StorageKeys
{
    public static string Of(ResourceType type, string @namespace, string name)
    {
        var resource = (type.Group, type.Plural) switch
        {
            ("", "replicationcontrollers") => "controllers",
            ("", "endpoints") => "services/endpoints",
            ("", "services") => "services/specs",
            ("", "nodes") => "minions",
            ("networking.k8s.io", "ingresses") => "ingress",
            ("apiextensions.k8s.io" or "apiregistration.k8s.io", _) => $"{type.Group}/{type.Plural}",
            _ when type.IsCustom => $"{type.Group}/{type.Plural}",
            _ => type.Plural,
        };
        return $"/registry/{resource}/{(@namespace.Length == 0 ? "" : @namespace + "/")}{name}";
    }
}
