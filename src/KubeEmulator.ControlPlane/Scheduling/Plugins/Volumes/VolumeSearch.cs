using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Scheduling;

/// <summary>
/// Whether a pod's claims can have their volumes on a node, and which; <c>plugins/volumebinding/binder.go</c>, FindPodVolumes. Pure.
/// </summary>
/// <param name="snapshot">The state.</param>
/// <param name="taken">Volumes that pods about to be bound will have.</param>
internal sealed class VolumeSearch(Snapshot snapshot, IReadOnlySet<string> taken)
{
    private const string NodeConflict = "node(s) didn't match PersistentVolume's node affinity";
    private const string BindConflict = "node(s) didn't find available persistent volumes to bind";
    private const string NotEnoughSpace = "node(s) did not have enough free storage";
    private const string VolumeMissing = "node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)";
    private const string NoProvisioner = "kubernetes.io/no-provisioner";

    // Sought once for all nodes.
    private readonly Dictionary<string, KubeObject[]> _byClass = new(StringComparer.Ordinal);

    /// <summary>The volumes, or the reasons why there are none.</summary>
    public (NodeVolumes? Volumes, PluginStatus Status) Find(PodClaims claims, SchedulingNode node)
    {
        var reasons = new List<string>();
        CheckBound(claims.Bound, node, reasons);
        var (bindings, provisions) = (new List<(KubeObject, KubeObject)>(), new List<KubeObject>());
        if (claims.Waiting.Count > 0)
        {
            if (claims.Waiting.Any(c => c.Metadata.Annotations.String(VolumeMatching.SelectedNode) is { } selected && selected != node.Name))
            {
                reasons.Add(BindConflict);
            }
            else
            {
                Match(claims.Waiting, node, bindings, provisions);
                if (Provision(provisions, node, reasons) is { } broken)
                {
                    return (null, broken);
                }
            }
        }

        // In upstream's order of reasons.
        var ordered = ((IEnumerable<string>)[NodeConflict, BindConflict, NotEnoughSpace, VolumeMissing]).Where(reasons.Contains).ToArray();
        return ordered.Length > 0 ? (null, PluginStatus.Unresolvable(ordered)) : (new NodeVolumes(bindings, provisions), PluginStatus.Success);
    }

    private void CheckBound(IEnumerable<KubeObject> bound, SchedulingNode node, List<string> reasons)
    {
        foreach (var claim in bound)
        {
            if (snapshot.Get(new ObjectKey(SchedulingResources.Volumes, "", claim.Spec.StringOrEmpty("volumeName"))) is not { } volume)
            {
                reasons.Add(VolumeMissing);
                return;
            }

            if (!VolumeMatching.Reaches(volume, node.View))
            {
                reasons.Add(NodeConflict);
                return;
            }
        }
    }

    private void Match(IReadOnlyList<KubeObject> waiting, SchedulingNode node, List<(KubeObject Claim, KubeObject Volume)> bindings, List<KubeObject> provisions)
    {
        provisions.AddRange(waiting.Where(c => c.Metadata.Annotations.ContainsKey(VolumeMatching.SelectedNode)));
        var used = new HashSet<string>(taken, StringComparer.Ordinal);
        foreach (var claim in waiting.Where(c => !c.Metadata.Annotations.ContainsKey(VolumeMatching.SelectedNode)).OrderBy(Wanted))
        {
            var name = VolumeMatching.ClassOf(claim);
            if (!_byClass.TryGetValue(name, out var volumes))
            {
                _byClass.Add(name, volumes = [.. snapshot.List(SchedulingResources.Volumes).Where(v => VolumeMatching.ClassOf(v) == name)]);
            }

            if (VolumeMatching.Find(claim, volumes, node.View, used, waits: true) is { } volume)
            {
                used.Add(volume.Name);
                bindings.Add((claim, volume));
            }
            else
            {
                provisions.Add(claim);
            }
        }
    }

    private PluginStatus? Provision(List<KubeObject> claims, SchedulingNode node, List<string> reasons)
    {
        foreach (var claim in claims)
        {
            var name = VolumeMatching.ClassOf(claim);
            if (name.Length == 0)
            {
                return PluginStatus.Error($"no class for claim \"{claim.Namespace}/{claim.Name}\"");
            }

            if (snapshot.Get(new ObjectKey(SchedulingResources.Classes, "", name)) is not { } storage)
            {
                return PluginStatus.Error($"failed to find storage class \"{name}\"");
            }

            if (storage.Root.StringOrEmpty("provisioner") is "" or NoProvisioner || !Topologies(storage, node))
            {
                reasons.Add(BindConflict);
                return null;
            }

            if (!HasCapacity(claim, storage, node))
            {
                reasons.Add(NotEnoughSpace);
                return null;
            }
        }

        return null;
    }

    private static bool Topologies(KubeObject storage, SchedulingNode node)
    {
        var terms = storage.Root.Maps("allowedTopologies").ToArray();
        return terms.Length == 0 || terms.Any(term => term.Maps("matchLabelExpressions").ToArray() is { Length: > 0 } expressions
            && expressions.All(e => node.Labels.String(e.StringOrEmpty("key")) is { } value && e.Strings("values").Contains(value)));
    }

    private bool HasCapacity(KubeObject claim, KubeObject storage, SchedulingNode node)
    {
        var driver = snapshot.Get(new ObjectKey(SchedulingResources.CsiDrivers, "", storage.Root.StringOrEmpty("provisioner")));
        if (driver is null || driver.Spec.Bool("storageCapacity") is not true)
        {
            return true;
        }

        var wanted = Wanted(claim);
        return snapshot.List(SchedulingResources.CsiCapacities).Any(c =>
            c.Root.String("storageClassName") == storage.Name
            && Quantity.From(c.Root["maximumVolumeSize"] ?? c.Root["capacity"]) is { } limit && limit >= wanted
            && LabelSelector.From(c.Root["nodeTopology"]).Matches(node.Labels));
    }

    private static Quantity Wanted(KubeObject claim) => Quantity.From(claim.Spec.Map("resources")?.Map("requests")?["storage"]) ?? Quantity.Zero;
}
