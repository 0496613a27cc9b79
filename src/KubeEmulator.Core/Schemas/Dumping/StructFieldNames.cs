using System.Collections.Frozen;
using System.Runtime.CompilerServices;

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

    private static readonly ConditionalWeakTable<Schema, string[]> Known = [];

    /// <summary>The Go names of a type's fields in their order; found once for each type.</summary>
    public static string[] Of(Schema type) => Known.GetValue(type, static of => [.. of.Fields.Select(field => Name(of, field.Name))]);

    private static string Name(Schema type, string json) =>
        Special.TryGetValue($"{type.TypeName}.{json}", out var own) || Special.TryGetValue(json, out own)
            ? own
            : string.Create(json.Length, json, static (name, from) =>
            {
                from.CopyTo(name);
                name[0] = char.ToUpperInvariant(name[0]);
            });
}
