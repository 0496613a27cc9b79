using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>What to say about volumes and claims that use what is going or gone (<c>pkg/api/persistentvolume</c>, <c>persistentvolumeclaim</c>).</summary>
internal static class PersistentVolumeWarnings
{
    private const string ClassAnnotation = "volume.beta.kubernetes.io/storage-class";

    private static readonly (string Key, string Text)[] Annotations =
    [
        (ClassAnnotation, "deprecated since v1.8; use \"storageClassName\" attribute instead"),
        ("volume.beta.kubernetes.io/mount-options", "deprecated since v1.31; use \"mountOptions\" attribute instead"),
    ];

    // Upstream spells one of them otherwise than the field.
    private static readonly (string Member, string Path, string Text)[] Sources =
    [
        ("cephfs", "cephfs", "deprecated in v1.28, non-functional in v1.31+"),
        ("photonPersistentDisk", "photonPersistentDisk", "deprecated in v1.11, non-functional in v1.16+"),
        ("scaleIO", "scaleIO", "deprecated in v1.16, non-functional in v1.22+"),
        ("storageos", "storageOS", "deprecated in v1.22, non-functional in v1.25+"),
        ("glusterfs", "glusterfs", "deprecated in v1.25, non-functional in v1.26+"),
        ("rbd", "rbd", "deprecated in v1.28, non-functional in v1.31+"),
    ];

    public static void Volume(MapValue document, Action<string> warn)
    {
        foreach (var (key, text) in Annotations)
        {
            Annotation(document, key, text, warn);
        }

        var spec = document.Map("spec") ?? MapValue.Empty;
        if (spec.StringOrEmpty("persistentVolumeReclaimPolicy") == "Recycle")
        {
            warn("spec.persistentVolumeReclaimPolicy: The Recycle reclaim policy is deprecated. Instead, the recommended approach is to use dynamic provisioning.");
        }

        var index = 0;
        foreach (var term in spec.Map("nodeAffinity")?.Map("required")?.Maps("nodeSelectorTerms") ?? [])
        {
            NodeLabelWarnings.Term(FieldPath.Of("spec", "nodeAffinity", "required", "nodeSelectorTerms").Index(index++), term, checkValues: false, warn);
        }

        foreach (var (member, path, text) in Sources)
        {
            if (spec.Map(member) is not null)
            {
                warn($"spec.{path}: {text}");
            }
        }
    }

    public static void Claim(MapValue document, Action<string> warn)
    {
        Annotation(document, Annotations[0].Key, Annotations[0].Text, warn);
        ClaimSpec(FieldPath.Of("spec"), document.Map("spec") ?? MapValue.Empty, warn);
    }

    /// <summary>A claim's spec, also in templates.</summary>
    public static void ClaimSpec(FieldPath path, MapValue spec, Action<string> warn)
    {
        foreach (var member in (ReadOnlySpan<string>)["requests", "limits"])
        {
            if (Quantity.From(spec.Map("resources")?.Map(member)?["storage"]) is { } amount && amount.MilliValue % 1000 != 0)
            {
                warn($"{path.Child("resources").Child(member).Key("storage")}: fractional byte value {GoText.Quote(amount.ToString())} is invalid, must be an integer");
            }
        }
    }

    private static void Annotation(MapValue document, string key, string text, Action<string> warn)
    {
        if (document.StringAt("metadata", "annotations", key) is not null)
        {
            warn($"metadata.annotations[{key}]: {text}");
        }
    }
}
