using KubeEmulator.Objects;
using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>
/// How whole structs stand in error texts. Upstream validates its internal types, which have no JSON names: their members are
/// written under their Go names, absent pointers and lists as null. Types of meta/v1 are the same inside and keep their names.
/// </summary>
internal static class InternalText
{
    private static readonly Dictionary<string, string> GoNames = new(StringComparer.Ordinal)
    {
        ["seLinuxOptions"] = "SELinuxOptions",
        ["apiVersion"] = "APIVersion",
        ["apiGroup"] = "APIGroup",
        ["uid"] = "UID",
        ["nodeID"] = "NodeID",
        ["dnsPolicy"] = "DNSPolicy",
        ["dnsConfig"] = "DNSConfig",
        ["os"] = "OS",
        ["tty"] = "TTY",
        ["httpGet"] = "HTTPGet",
        ["httpHeaders"] = "HTTPHeaders",
        ["tcpSocket"] = "TCPSocket",
        ["grpc"] = "GRPC",
        ["seLinuxChangePolicy"] = "SELinuxChangePolicy",
        ["fsGroup"] = "FSGroup",
        ["fsGroupChangePolicy"] = "FSGroupChangePolicy",
        ["gcePersistentDisk"] = "GCEPersistentDisk",
        ["awsElasticBlockStore"] = "AWSElasticBlockStore",
        ["nfs"] = "NFS",
        ["iscsi"] = "ISCSI",
        ["rbd"] = "RBD",
        ["cephfs"] = "CephFS",
        ["fc"] = "FC",
        ["csi"] = "CSI",
        ["storageos"] = "StorageOS",
        ["ip"] = "IP",
        ["fsType"] = "FSType",
    };

    // Members whose names differ by more than their case, by type.
    private static readonly Dictionary<(string Type, string Member), string> OwnNames = new()
    {
        [("ISCSIPersistentVolumeSource", "iqn")] = "IQN",
        [("ISCSIPersistentVolumeSource", "iscsiInterface")] = "ISCSIInterface",
        [("ISCSIPersistentVolumeSource", "chapAuthDiscovery")] = "DiscoveryCHAPAuth",
        [("ISCSIPersistentVolumeSource", "chapAuthSession")] = "SessionCHAPAuth",
        [("ISCSIVolumeSource", "iqn")] = "IQN",
        [("ISCSIVolumeSource", "iscsiInterface")] = "ISCSIInterface",
        [("ISCSIVolumeSource", "chapAuthDiscovery")] = "DiscoveryCHAPAuth",
        [("ISCSIVolumeSource", "chapAuthSession")] = "SessionCHAPAuth",
        [("RBDPersistentVolumeSource", "monitors")] = "CephMonitors",
        [("RBDPersistentVolumeSource", "image")] = "RBDImage",
        [("RBDPersistentVolumeSource", "pool")] = "RBDPool",
        [("RBDPersistentVolumeSource", "user")] = "RadosUser",
        [("RBDVolumeSource", "monitors")] = "CephMonitors",
        [("RBDVolumeSource", "image")] = "RBDImage",
        [("RBDVolumeSource", "pool")] = "RBDPool",
        [("RBDVolumeSource", "user")] = "RadosUser",
        [("GlusterfsPersistentVolumeSource", "endpoints")] = "EndpointsName",
        [("GlusterfsVolumeSource", "endpoints")] = "EndpointsName",
        [("GCEPersistentDiskVolumeSource", "pdName")] = "PDName",
        [("AzureDiskVolumeSource", "diskURI")] = "DataDiskURI",
        [("FCVolumeSource", "wwids")] = "WWIDs",
        [("ScaleIOPersistentVolumeSource", "sslEnabled")] = "SSLEnabled",
        [("ScaleIOVolumeSource", "sslEnabled")] = "SSLEnabled",
        [("ServiceCIDRSpec", "cidrs")] = "CIDRs",
    };

    /// <summary>A struct of a built-in type by its OpenAPI name.</summary>
    public static string Of(Value? value, string typeName) => value.IsNullOrAbsent() ? "null" : Of(value, BuiltInSchemas.Named(typeName)!);

    /// <summary>A value of a type.</summary>
    public static string Of(Value? value, Schema schema) => Convert(value, schema).ToString();

    private static Value Convert(Value? value, Schema schema)
    {
        if (value.IsNullOrAbsent())
        {
            return Value.Null;
        }

        if (value is ListValue list)
        {
            return list.Edit(item => Convert(item, schema.Element!));
        }

        if (schema.Kind != SchemaKind.Object || value is not MapValue map || schema.TypeName is "LabelSelector" or "ObjectMeta")
        {
            return value!;
        }

        var members = new MapBuilder(schema.Fields.Count);
        foreach (var field in schema.Fields)
        {
            if (field.Schema.TypeName == "ObjectMeta")
            {
                // Metadata are part of the struct itself, under their JSON names.
                foreach (var (key, member) in map.Map(field.Name) ?? MapValue.Empty)
                {
                    members[key] = member;
                }

                continue;
            }

            members[OwnNames.GetValueOrDefault((schema.TypeName ?? "", field.Name)) ?? GoName(field.Name)] = map[field.Name].IsNullOrAbsent() ? Zero(field) : Convert(map[field.Name], field.Schema);
        }

        return members.Build();
    }

    private static Value Zero(SchemaField field) => field.Presence is Presence.AsSent or Presence.AlwaysOrNull ? Value.Null
        : field.Schema.Kind == SchemaKind.Object ? Convert(MapValue.Empty, field.Schema)
        : ZeroValues.Of(field.Schema);

    private static string GoName(string name) => GoNames.GetValueOrDefault(name) ?? char.ToUpperInvariant(name[0]) + name[1..];
}
