using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>What of a PersistentVolume may change (core <c>ValidatePersistentVolumeUpdate</c>).</summary>
internal static class PersistentVolumeUpdateRules
{
    private const string SpecType = "io.k8s.api.core.v1.PersistentVolumeSpec";

    // The order of the internal struct.
    private static readonly string[] Sources =
    [
        "GCEPersistentDisk", "AWSElasticBlockStore", "HostPath", "Glusterfs", "NFS", "RBD", "Quobyte", "ISCSI", "FlexVolume", "Cinder", "CephFS",
        "FC", "Flocker", "AzureFile", "VsphereVolume", "AzureDisk", "PhotonPersistentDisk", "PortworxVolume", "ScaleIO", "Local", "StorageOS", "CSI",
    ];

    public static void Check(FieldErrors errors, MapValue spec, MapValue old)
    {
        // A secret for expansion may be added later.
        var compared = spec.Map("csi") is not null && old.Map("csi") is { } csi && csi.Map("controllerExpandSecretRef") is null
            ? spec.EditMap("csi", c => c.Without("controllerExpandSecretRef"))
            : spec;
        if (PersistentVolumeSources.Members.Any(m => !SemanticEquality.Equal(compared[m], old[m])))
        {
            errors.Forbidden(FieldPath.Of("spec", "persistentvolumesource"), $"spec.persistentvolumesource is immutable after creation\n{StructDiff.Of(Source(old), Source(compared))}");
        }

        errors.Immutable(FieldPath.Of("volumeMode"), spec["volumeMode"], old["volumeMode"]);
        if (old.Map("nodeAffinity") is { } affinity && !SemanticEquality.Equal(spec["nodeAffinity"], Renewed(affinity, spec.Map("nodeAffinity"))))
        {
            errors.InvalidText(FieldPath.Of("nodeAffinity"), InternalText.Of(spec["nodeAffinity"], "io.k8s.api.core.v1.VolumeNodeAffinity"), "field is immutable, except for updating from beta label to GA");
        }

        if (!old["volumeAttributesClassName"].IsNullOrAbsent() && spec["volumeAttributesClassName"].IsNullOrAbsent())
        {
            errors.Forbidden(FieldPath.Of("spec", "volumeAttributesClassName"), "update from non-nil value to nil is forbidden");
        }
    }

    private static MapValue Source(MapValue spec)
    {
        var whole = (MapValue)Value.Parse(InternalText.Of(spec, SpecType));
        return MapValue.Of([.. Sources.Select(s => (s, whole[s] ?? Value.Null))]);
    }

    // The stored affinity with those keys renewed that the update renews from their beta names.
    private static MapValue Renewed(MapValue stored, MapValue? updated)
    {
        var terms = updated?.Map("required")?.List("nodeSelectorTerms");
        return stored.EditMap("required", required => Each(required, "nodeSelectorTerms", terms, (term, other) =>
        {
            term = Each(term, "matchExpressions", (other as MapValue)?.List("matchExpressions"), Requirement);
            return Each(term, "matchFields", (other as MapValue)?.List("matchFields"), Requirement);
        }));
    }

    private static MapValue Each(MapValue map, string member, ListValue? others, Func<MapValue, Value?, MapValue> edit)
    {
        var index = 0;
        return map.EditMaps(member, item => edit(item, index < others?.Count ? others[index++] : null));
    }

    private static MapValue Requirement(MapValue stored, Value? updated)
    {
        var key = (updated as MapValue)?.StringOrEmpty("key");
        return key is { Length: > 0 } && key == Current(stored.StringOrEmpty("key")) ? stored.With("key", key) : stored;
    }

    private static string? Current(string key) => key switch
    {
        "failure-domain.beta.kubernetes.io/zone" => "topology.kubernetes.io/zone",
        "failure-domain.beta.kubernetes.io/region" => "topology.kubernetes.io/region",
        "beta.kubernetes.io/os" => "kubernetes.io/os",
        "beta.kubernetes.io/arch" => "kubernetes.io/arch",
        "beta.kubernetes.io/instance-type" => "node.kubernetes.io/instance-type",
        _ => null,
    };
}
