using System.Collections.Frozen;

namespace KubeEmulator.Schemas;

/// <summary>
/// The Go names of fields that a pod template can hold (<c>k8s.io/api/core/v1</c>). Nearly all are the JSON name with a capital; here are
/// the others, those of one type alone with its name before them.
/// </summary>
internal static class StructFieldNames
{
    private static readonly FrozenDictionary<string, string> Special = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["apiGroup"] = "APIGroup",
        ["apiVersion"] = "APIVersion",
        ["awsElasticBlockStore"] = "AWSElasticBlockStore",
        ["cephfs"] = "CephFS",
        ["chapAuthDiscovery"] = "DiscoveryCHAPAuth",
        ["chapAuthSession"] = "SessionCHAPAuth",
        ["csi"] = "CSI",
        ["diskURI"] = "DataDiskURI",
        ["dnsConfig"] = "DNSConfig",
        ["dnsPolicy"] = "DNSPolicy",
        ["fc"] = "FC",
        ["fsGroup"] = "FSGroup",
        ["fsGroupChangePolicy"] = "FSGroupChangePolicy",
        ["fsType"] = "FSType",
        ["gcePersistentDisk"] = "GCEPersistentDisk",
        ["gmsaCredentialSpec"] = "GMSACredentialSpec",
        ["gmsaCredentialSpecName"] = "GMSACredentialSpecName",
        ["grpc"] = "GRPC",
        ["httpGet"] = "HTTPGet",
        ["httpHeaders"] = "HTTPHeaders",
        ["ip"] = "IP",
        ["iqn"] = "IQN",
        ["iscsi"] = "ISCSI",
        ["iscsiInterface"] = "ISCSIInterface",
        ["metadata"] = "ObjectMeta",
        ["nfs"] = "NFS",
        ["os"] = "OS",
        ["pdName"] = "PDName",
        ["rbd"] = "RBD",
        ["seLinuxChangePolicy"] = "SELinuxChangePolicy",
        ["seLinuxOptions"] = "SELinuxOptions",
        ["sslEnabled"] = "SSLEnabled",
        ["storageos"] = "StorageOS",
        ["tcpSocket"] = "TCPSocket",
        ["tty"] = "TTY",
        ["uid"] = "UID",
        ["wwids"] = "WWIDs",
        ["GlusterfsVolumeSource.endpoints"] = "EndpointsName",
        ["PodSpec.serviceAccount"] = "DeprecatedServiceAccount",
        ["RBDVolumeSource.image"] = "RBDImage",
        ["RBDVolumeSource.monitors"] = "CephMonitors",
        ["RBDVolumeSource.pool"] = "RBDPool",
        ["RBDVolumeSource.user"] = "RadosUser",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The Go name of a field of a type.</summary>
    public static string Of(Schema type, SchemaField field) =>
        Special.TryGetValue($"{type.TypeName}.{field.Name}", out var own) || Special.TryGetValue(field.Name, out own)
            ? own
            : string.Create(field.Name.Length, field.Name, static (name, json) =>
            {
                json.CopyTo(name);
                name[0] = char.ToUpperInvariant(name[0]);
            });
}
