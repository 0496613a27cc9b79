using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>What the volume controllers know about claims and classes; <c>pkg/controller/volume/persistentvolume</c> and component-helpers' <c>storage/volume</c>. Pure.</summary>
internal static class ClaimRules
{
    private const string OldClass = "volume.beta.kubernetes.io/storage-class";
    private static readonly string[] DefaultClass = ["storageclass.kubernetes.io/is-default-class", "storageclass.beta.kubernetes.io/is-default-class"];

    /// <summary>Whether a claim says anything about its class, were it that it wants none.</summary>
    public static bool NamesClass(KubeObject claim) => claim.Metadata.Annotations.ContainsKey(OldClass) || claim.Spec.String("storageClassName") is not null;

    /// <summary>The class for claims that name none: the newest of those marked.</summary>
    public static KubeObject? Default(Snapshot snapshot) => snapshot.List(ClusterResources.StorageClasses)
        .Where(c => DefaultClass.Any(a => c.Metadata.Annotations.String(a) == "true"))
        .OrderByDescending(c => c.Metadata.CreationTimestamp, StringComparer.Ordinal)
        .ThenBy(c => c.Name, StringComparer.Ordinal)
        .FirstOrDefault();

    /// <summary>The claim's class as stored; null where it names none or one that is not there.</summary>
    public static KubeObject? Class(Snapshot snapshot, KubeObject claim) =>
        VolumeMatching.ClassOf(claim) is { Length: > 0 } name ? snapshot.Get(ClusterResources.StorageClasses.At(name)) : null;

    /// <summary>Whether binding waits for a pod.</summary>
    public static bool Waits(KubeObject? storageClass) => storageClass?.Root.String("volumeBindingMode") == "WaitForFirstConsumer";

    /// <summary>Why a volume that a claim names does not suit it; null where it does.</summary>
    public static string? Mismatch(KubeObject volume, KubeObject claim)
    {
        if (volume.Metadata.IsDeleting)
        {
            return $"the volume is marked for deletion {GoText.Quote(volume.Name)}";
        }

        return Storage(volume.Spec.Map("capacity")) < Storage(claim.Spec.Map("resources")?.Map("requests")) ? "requested PV is too small"
            : VolumeMatching.ClassOf(volume) != VolumeMatching.ClassOf(claim) ? "storageClassName does not match"
            : volume.Spec.StringOrEmpty("volumeAttributesClassName") != claim.Spec.StringOrEmpty("volumeAttributesClassName") ? "volumeAttributesClassName does not match"
            : Mode(volume) != Mode(claim) ? "incompatible volumeMode"
            : claim.Spec.Strings("accessModes").All(volume.Spec.Strings("accessModes").Contains) ? null
            : "incompatible accessMode";
    }

    /// <summary>Filesystem or Block.</summary>
    public static string Mode(KubeObject item) => item.Spec.String("volumeMode") ?? "Filesystem";

    /// <summary>The amount of storage in a list of resources.</summary>
    public static Quantity Storage(MapValue? amounts) => Quantity.From(amounts?["storage"]) ?? Quantity.Zero;

    /// <summary>The status of a claim in a phase, on a volume where it has one.</summary>
    public static MapValue Status(KubeObject claim, string phase, KubeObject? volume)
    {
        var changes = claim.Status.String("phase") != phase;
        var status = claim.Status.With("phase", phase);
        if (volume is null)
        {
            return status.Without("accessModes").Without("capacity").Without("currentVolumeAttributesClassName");
        }

        status = status.WithOptional("accessModes", volume.Spec["accessModes"]);
        if (!changes)
        {
            return status;
        }

        return status
            .WithOptional("capacity", volume.Spec["capacity"])
            .WithOptional("currentVolumeAttributesClassName", volume.Spec["volumeAttributesClassName"]);
    }

    /// <summary>A claim as volumes refer to it.</summary>
    public static MapValue Reference(KubeObject claim) => MapValue.Of(
        ("kind", "PersistentVolumeClaim"),
        ("namespace", claim.Namespace),
        ("name", claim.Name),
        ("uid", claim.Metadata.Uid),
        ("apiVersion", "v1"),
        ("resourceVersion", claim.Metadata.ResourceVersion));

    /// <summary>The pods that use a claim, their generic ephemeral volumes included.</summary>
    public static IEnumerable<PodView> Users(Snapshot snapshot, KubeObject claim) => snapshot.List(ClusterResources.Pods, claim.Namespace)
        .Select(p => new PodView(p))
        .Where(p => Claims(p).Contains(claim.Name));

    /// <summary>The names of the claims that a pod uses.</summary>
    public static IEnumerable<string> Claims(PodView pod)
    {
        // Nearly every pod has a volume, and hardly any of a claim.
        foreach (var volume in pod.Spec.List("volumes") ?? ListValue.Empty)
        {
            if (volume is MapValue map && (map.ContainsKey("persistentVolumeClaim") || map.ContainsKey("ephemeral")))
            {
                return Named(pod);
            }
        }

        return [];
    }

    private static IEnumerable<string> Named(PodView pod)
    {
        foreach (var volume in pod.Spec.Maps("volumes"))
        {
            if (volume.Map("persistentVolumeClaim")?.String("claimName") is { } name)
            {
                yield return name;
            }
            else if (volume.Map("ephemeral") is not null)
            {
                yield return $"{pod.Name}-{volume.StringOrEmpty("name")}";
            }
        }
    }
}
