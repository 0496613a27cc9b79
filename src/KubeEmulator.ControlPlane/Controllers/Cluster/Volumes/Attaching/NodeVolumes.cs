using KubeEmulator.Objects;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>Which volumes are to be on a node and which are; attachdetach's <c>cache</c>, read from the snapshot. Pure.</summary>
internal static class NodeVolumes
{
    /// <summary>The volumes that a node's pods want, by the name of their VolumeAttachment, and whether some claim has none yet.</summary>
    public static (IReadOnlyDictionary<string, VolumeUse> Volumes, bool HasUnbound) Desired(Snapshot snapshot, string node)
    {
        var volumes = new SortedDictionary<string, (AttachableVolume Volume, List<KubeObject> Pods)>(StringComparer.Ordinal);
        var hasUnbound = false;
        foreach (var stored in snapshot.ByIndex(StoreIndex.PodsByNode, node))
        {
            var pod = new PodView(stored);
            if (!AttachableVolume.IsNeededBy(pod))
            {
                continue;
            }

            hasUnbound |= ClaimRules.Claims(pod).Any(name => snapshot.Get(ClusterResources.Claims.At(pod.Namespace, name))?.Status.String("phase") != "Bound");
            foreach (var volume in AttachableVolume.UsedBy(snapshot, pod))
            {
                var name = volume.AttachmentOn(node);
                if (!volumes.TryGetValue(name, out var known))
                {
                    volumes[name] = known = (volume, []);
                }

                known.Pods.Add(stored);
            }
        }

        return (volumes.ToDictionary(v => v.Key, v => new VolumeUse(v.Value.Volume, v.Value.Pods), StringComparer.Ordinal), hasUnbound);
    }

    /// <summary>A node's VolumeAttachments as this controller makes them; those that somebody made by hand are not its own.</summary>
    public static IReadOnlyList<NodeVolume> Attached(Snapshot snapshot, string node)
    {
        var attached = new List<NodeVolume>();
        foreach (var attachment in snapshot.List(ClusterResources.VolumeAttachments))
        {
            if (attachment.Spec.StringOrEmpty("nodeName") != node || attachment.Spec.StringAt("source", "persistentVolumeName") is not { } name)
            {
                continue;
            }

            var volume = snapshot.Get(ClusterResources.Volumes.At(name)) is { } stored ? AttachableVolume.Of(snapshot, stored) : null;
            if (volume is null ? attachment.Name.StartsWith("csi-", StringComparison.Ordinal) : attachment.Name == volume.AttachmentOn(node))
            {
                attached.Add(new NodeVolume(attachment, volume));
            }
        }

        return attached;
    }

    /// <summary>The other nodes that have a volume, or are about to.</summary>
    public static IReadOnlyList<string> OtherNodes(Snapshot snapshot, AttachableVolume volume, string node) =>
    [
        .. snapshot.List(ClusterResources.VolumeAttachments)
            .Where(a => a.Spec.StringAt("source", "persistentVolumeName") == volume.Name && a.Spec.StringOrEmpty("attacher") == volume.Driver)
            .Select(a => a.Spec.StringOrEmpty("nodeName"))
            .Where(n => n != node)
            .Order(StringComparer.Ordinal),
    ];
}
