using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Scheduling;

/// <summary>Keeps pods in the zones of their volumes, where volumes have zone labels; <c>plugins/volumezone</c>.</summary>
internal sealed class VolumeZonePlugin : SchedulerPlugin
{
    private const string OldZone = "failure-domain.beta.kubernetes.io/zone";
    private const string OldRegion = "failure-domain.beta.kubernetes.io/region";
    private static readonly string[] Labels = [OldZone, OldRegion, WellKnownLabels.Zone, WellKnownLabels.Region];
    private static readonly PluginStatus Refused = PluginStatus.Unresolvable("node(s) had no available volume zone");

    public override string Name => "VolumeZone";

    public override ExtensionPoints Points => ExtensionPoints.PreFilter | ExtensionPoints.Filter;

    public override IReadOnlyList<EventInterest> Events { get; } =
    [
        EventInterest.In("storage.k8s.io", "storageclasses", ClusterEventAction.Add, (_, change) => change.Object.Root.String("volumeBindingMode") == "WaitForFirstConsumer"),
        EventInterest.In("", "nodes", ClusterEventAction.Add | ClusterEventAction.UpdateNodeLabel),
        EventInterest.In("", "persistentvolumeclaims", ClusterEventAction.Add | ClusterEventAction.Update, (pod, change) =>
            change.Object.Namespace == pod.Namespace && PodVolumes.ClaimNames(pod).Contains(change.Object.Name)),
        EventInterest.In("", "persistentvolumes", ClusterEventAction.Add | ClusterEventAction.Update, (_, change) =>
            change.Previous is null || !change.Previous.Metadata.Labels.Equals(change.Object.Metadata.Labels)),
    ];

    public override PreFilterResult PreFilter(SchedulingCycle cycle)
    {
        var zones = new List<(string Label, HashSet<string> Values)>();
        foreach (var name in PodVolumes.ClaimNames(cycle.Pod))
        {
            if (Volume(cycle.Snapshot, cycle.Pod.Namespace, name, out var volume) is { } fault)
            {
                return new PreFilterResult(PluginStatus.Unresolvable(fault));
            }

            foreach (var label in Labels)
            {
                // Several zones stand in one label with two underscores between.
                if (volume?.Metadata.Labels.String(label) is { } value && value.Split("__", StringSplitOptions.TrimEntries) is var values && !values.Contains(""))
                {
                    zones.Add((label, [.. values]));
                }
            }
        }

        if (zones.Count == 0)
        {
            return PreFilterResult.Skip;
        }

        cycle.Set(this, new State(zones));
        return PreFilterResult.AllNodes;
    }

    public override PluginStatus Filter(SchedulingCycle cycle, SchedulingNode node)
    {
        // A node without any zone takes every volume: such a cluster has no zones.
        if (cycle.Get<State>(this) is not { } state || !Labels.Any(node.Labels.ContainsKey))
        {
            return PluginStatus.Success;
        }

        foreach (var (label, values) in state.Zones)
        {
            var zone = node.Labels.String(label) ?? node.Labels.String(label switch { OldZone => WellKnownLabels.Zone, OldRegion => WellKnownLabels.Region, _ => label });
            if (zone is null || !values.Contains(zone))
            {
                return Refused;
            }
        }

        return PluginStatus.Success;
    }

    // The volume of a claim, or why the pod cannot be scheduled; neither where the claim waits for the pod.
    private static string? Volume(Snapshot snapshot, string @namespace, string name, out KubeObject? volume)
    {
        volume = null;
        if (name.Length == 0)
        {
            return "PersistentVolumeClaim had no name";
        }

        if (snapshot.Get(new ObjectKey(SchedulingResources.Claims, @namespace, name)) is not { } claim)
        {
            return $"persistentvolumeclaim \"{name}\" not found";
        }

        if (claim.Spec.StringOrEmpty("volumeName") is { Length: > 0 } volumeName)
        {
            volume = snapshot.Get(new ObjectKey(SchedulingResources.Volumes, "", volumeName));
            return volume is null ? $"persistentvolume \"{volumeName}\" not found" : null;
        }

        var className = VolumeMatching.ClassOf(claim);
        if (className.Length == 0)
        {
            return "PersistentVolumeClaim had no pv name and storageClass name";
        }

        var storage = snapshot.Get(new ObjectKey(SchedulingResources.Classes, "", className));
        return storage is null ? $"storageclass.storage.k8s.io \"{className}\" not found"
            : storage.Root.String("volumeBindingMode") is not { } mode ? $"VolumeBindingMode not set for StorageClass \"{className}\""
            : mode == "WaitForFirstConsumer" ? null
            : "PersistentVolume had no name";
    }

    private sealed class State(List<(string Label, HashSet<string> Values)> zones) : PluginState
    {
        public IReadOnlyList<(string Label, HashSet<string> Values)> Zones => zones;
    }
}
