using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Scheduling;

/// <summary>
/// Keeps pods off nodes that can attach no more volumes of a CSI driver, as the node's CSINode says; <c>plugins/nodevolumelimits</c>.
/// Volumes of the old in-tree kinds are not taken for CSI volumes.
/// </summary>
internal sealed class NodeVolumeLimitsPlugin : SchedulerPlugin
{
    private static readonly PluginStatus Refused = PluginStatus.Unschedulable("node(s) exceed max volume count");

    public override string Name => "NodeVolumeLimits";

    public override ExtensionPoints Points => ExtensionPoints.PreFilter | ExtensionPoints.Filter;

    public override IReadOnlyList<EventInterest> Events { get; } =
    [
        EventInterest.In("storage.k8s.io", "csinodes", ClusterEventAction.Add | ClusterEventAction.Update, (_, change) =>
            change.Previous is null || Limits(change.Object).Any(l => l.Value > Limits(change.Previous).GetValueOrDefault(l.Key))),
        EventInterest.In("", "pods", ClusterEventAction.Delete, (_, change) =>
            change.Object.Spec.StringOrEmpty("nodeName").Length > 0 && PodVolumes.ClaimNames(change.Object, ephemeral: true).Any()),
        EventInterest.In("", "persistentvolumeclaims", ClusterEventAction.Add, (pod, change) =>
            change.Object.Namespace == pod.Namespace && PodVolumes.ClaimNames(pod, ephemeral: true).Contains(change.Object.Name)),
        EventInterest.In("storage.k8s.io", "volumeattachments", ClusterEventAction.Delete),
    ];

    public override PreFilterResult PreFilter(SchedulingCycle cycle) =>
        PodVolumes.ClaimNames(cycle.Pod, ephemeral: true).Any() ? PreFilterResult.AllNodes : PreFilterResult.Skip;

    public override PluginStatus Filter(SchedulingCycle cycle, SchedulingNode node)
    {
        var snapshot = cycle.Snapshot;
        if (snapshot.Get(new ObjectKey(SchedulingResources.CsiNodes, "", node.Name)) is not { } csiNode || Limits(csiNode) is not { Count: > 0 } limits)
        {
            return PluginStatus.Success;
        }

        var wanted = Volumes(snapshot, cycle.Pod).ToHashSet();
        if (wanted.Count == 0)
        {
            return PluginStatus.Success;
        }

        var attached = node.Pods.SelectMany(p => Volumes(snapshot, p.Object)).Concat(Attached(snapshot, node.Name)).ToHashSet();
        wanted.ExceptWith(attached);
        return wanted.GroupBy(v => v.Driver, StringComparer.Ordinal)
            .Any(g => limits.TryGetValue(g.Key, out var limit) && attached.Count(v => v.Driver == g.Key) + g.Count() > limit)
            ? Refused
            : PluginStatus.Success;
    }

    private static Dictionary<string, long> Limits(KubeObject csiNode)
    {
        var limits = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var driver in csiNode.Spec.Maps("drivers"))
        {
            if (driver.Map("allocatable")?.Integer("count") is { } count)
            {
                limits[driver.StringOrEmpty("name")] = count;
            }
        }

        return limits;
    }

    // Each volume by its driver and handle; one that is still to be made has its claim for a handle.
    private static IEnumerable<(string Driver, string Handle)> Volumes(Snapshot snapshot, KubeObject pod)
    {
        foreach (var name in PodVolumes.ClaimNames(pod, ephemeral: true))
        {
            if (snapshot.Get(new ObjectKey(SchedulingResources.Claims, pod.Namespace, name)) is not { } claim)
            {
                continue;
            }

            var volume = snapshot.Get(new ObjectKey(SchedulingResources.Volumes, "", claim.Spec.StringOrEmpty("volumeName")));
            if (volume?.Spec.Map("csi") is { } csi)
            {
                yield return (csi.StringOrEmpty("driver"), csi.StringOrEmpty("volumeHandle"));
            }
            else if (volume is null && snapshot.Get(new ObjectKey(SchedulingResources.Classes, "", VolumeMatching.ClassOf(claim))) is { } storage)
            {
                yield return (storage.Root.StringOrEmpty("provisioner"), $"\0{claim.Namespace}/{claim.Name}");
            }
        }
    }

    private static IEnumerable<(string Driver, string Handle)> Attached(Snapshot snapshot, string node)
    {
        foreach (var attachment in snapshot.List(SchedulingResources.Attachments))
        {
            if (attachment.Spec.String("nodeName") == node
                && attachment.Spec.StringAt("source", "persistentVolumeName") is { } name
                && snapshot.Get(new ObjectKey(SchedulingResources.Volumes, "", name))?.Spec.Map("csi") is { } csi)
            {
                yield return (attachment.Spec.StringOrEmpty("attacher"), csi.StringOrEmpty("volumeHandle"));
            }
        }
    }
}
