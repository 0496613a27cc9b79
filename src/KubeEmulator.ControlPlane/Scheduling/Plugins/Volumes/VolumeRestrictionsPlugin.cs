using KubeEmulator.Objects;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Scheduling;

/// <summary>
/// Keeps pods apart whose volumes cannot be used twice: disks of some providers on one node, and claims for one pod only
/// (ReadWriteOncePod) anywhere; <c>plugins/volumerestrictions</c>.
/// </summary>
internal sealed class VolumeRestrictionsPlugin : SchedulerPlugin
{
    private static readonly PluginStatus DiskTaken = PluginStatus.Unschedulable("node(s) had no available disk");
    private static readonly PluginStatus ClaimTaken =
        PluginStatus.Unschedulable("node(s) unavailable due to PersistentVolumeClaim with ReadWriteOncePod access mode already in-use by another pod");

    public override string Name => "VolumeRestrictions";

    public override ExtensionPoints Points => ExtensionPoints.PreFilter | ExtensionPoints.Filter;

    public override IReadOnlyList<EventInterest> Events { get; } =
    [
        EventInterest.In("", "pods", ClusterEventAction.Delete, (pod, change) => change.Object.Namespace == pod.Namespace
            && (Restricted(pod).Any(v => Conflicts(v, change.Object)) || PodVolumes.ClaimNames(pod).Intersect(PodVolumes.ClaimNames(change.Object)).Any())),
        EventInterest.In("", "nodes", ClusterEventAction.Add),
        EventInterest.In("", "persistentvolumeclaims", ClusterEventAction.Add, (pod, change) =>
            change.Object.Namespace == pod.Namespace && PodVolumes.ClaimNames(pod).Contains(change.Object.Name)),
    ];

    public override PreFilterResult PreFilter(SchedulingCycle cycle)
    {
        var claims = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in PodVolumes.ClaimNames(cycle.Pod))
        {
            if (cycle.Snapshot.Get(new ObjectKey(SchedulingResources.Claims, cycle.Pod.Namespace, name)) is not { } claim)
            {
                return new PreFilterResult(PluginStatus.Unresolvable($"persistentvolumeclaim \"{name}\" not found"));
            }

            if (claim.Spec.Strings("accessModes").Contains("ReadWriteOncePod"))
            {
                claims.Add(name);
            }
        }

        var conflicts = claims.Count(name => cycle.View.IsClaimUsed(cycle.Pod.Namespace, name));
        var disks = Restricted(cycle.Pod).ToArray();
        if (conflicts == 0 && disks.Length == 0)
        {
            return PreFilterResult.Skip;
        }

        cycle.Set(this, new State(claims, disks, conflicts));
        return PreFilterResult.AllNodes;
    }

    public override void AddPod(SchedulingCycle cycle, SchedulingPod added, SchedulingNode node) => Change(cycle, added, 1);

    public override void RemovePod(SchedulingCycle cycle, SchedulingPod removed, SchedulingNode node) => Change(cycle, removed, -1);

    public override PluginStatus Filter(SchedulingCycle cycle, SchedulingNode node)
    {
        if (cycle.Get<State>(this) is not { } state)
        {
            return PluginStatus.Success;
        }

        foreach (var disk in state.Disks)
        {
            foreach (var pod in node.Pods)
            {
                if (Conflicts(disk, pod.Object))
                {
                    return DiskTaken;
                }
            }
        }

        return state.Conflicts > 0 ? ClaimTaken : PluginStatus.Success;
    }

    private void Change(SchedulingCycle cycle, SchedulingPod pod, int by)
    {
        if (cycle.Get<State>(this) is { } state && pod.Namespace == cycle.Pod.Namespace)
        {
            state.Conflicts += by * PodVolumes.ClaimNames(pod.Object).Count(state.Claims.Contains);
        }
    }

    private static IEnumerable<MapValue> Restricted(KubeObject pod) =>
        PodVolumes.Of(pod).Where(v => v.ContainsKey("gcePersistentDisk") || v.ContainsKey("awsElasticBlockStore") || v.ContainsKey("rbd") || v.ContainsKey("iscsi"));

    private static bool Conflicts(MapValue volume, KubeObject pod) => PodVolumes.Of(pod).Any(existing => Conflict(volume, existing));

    private static bool Conflict(MapValue left, MapValue right)
    {
        if (left.Map("gcePersistentDisk") is { } disk && right.Map("gcePersistentDisk") is { } otherDisk)
        {
            return disk.String("pdName") == otherDisk.String("pdName") && !BothReadOnly(disk, otherDisk);
        }

        if (left.Map("awsElasticBlockStore") is { } store && right.Map("awsElasticBlockStore") is { } otherStore)
        {
            return store.String("volumeID") == otherStore.String("volumeID");
        }

        if (left.Map("iscsi") is { } iscsi && right.Map("iscsi") is { } otherIscsi)
        {
            return iscsi.String("iqn") == otherIscsi.String("iqn") && !BothReadOnly(iscsi, otherIscsi);
        }

        return left.Map("rbd") is { } rbd && right.Map("rbd") is { } otherRbd
            && rbd.Strings("monitors").Intersect(otherRbd.Strings("monitors")).Any()
            && rbd.StringOrEmpty("pool") == otherRbd.StringOrEmpty("pool")
            && rbd.StringOrEmpty("image") == otherRbd.StringOrEmpty("image")
            && !BothReadOnly(rbd, otherRbd);
    }

    private static bool BothReadOnly(MapValue left, MapValue right) => left.Bool("readOnly") is true && right.Bool("readOnly") is true;

    private sealed class State(HashSet<string> claims, MapValue[] disks, int conflicts) : PluginState
    {
        public HashSet<string> Claims => claims;

        public MapValue[] Disks => disks;

        public int Conflicts { get; set; } = conflicts;

        public override PluginState Copy() => new State(claims, disks, Conflicts);
    }
}
