using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Scheduling;

/// <summary>
/// Lets a pod only where its claims have, or can have, their volumes, and has these bound before the pod is;
/// <c>plugins/volumebinding</c>.
/// </summary>
internal sealed class VolumeBindingPlugin(PluginArguments arguments) : SchedulerPlugin
{
    public override string Name => "VolumeBinding";

    public override ExtensionPoints Points => ExtensionPoints.PreFilter | ExtensionPoints.Filter | ExtensionPoints.Reserve | ExtensionPoints.PreBind;

    public override IReadOnlyList<EventInterest> Events { get; } =
    [
        EventInterest.In("storage.k8s.io", "storageclasses", ClusterEventAction.Add | ClusterEventAction.Update, (_, change) =>
            change.Previous is null || !Equals(change.Previous.Root["allowedTopologies"], change.Object.Root["allowedTopologies"])),
        EventInterest.In("", "persistentvolumeclaims", ClusterEventAction.Add | ClusterEventAction.Update, (pod, change) =>
            change.Object.Namespace == pod.Namespace && PodVolumes.ClaimNames(pod, ephemeral: true).Contains(change.Object.Name)),
        EventInterest.In("", "persistentvolumes", ClusterEventAction.Add | ClusterEventAction.Update),
        EventInterest.In("", "nodes", ClusterEventAction.Add | ClusterEventAction.UpdateNodeLabel),
        EventInterest.In("storage.k8s.io", "csinodes", ClusterEventAction.Add),
        EventInterest.In("storage.k8s.io", "csidrivers", ClusterEventAction.Update),
        EventInterest.In("storage.k8s.io", "csistoragecapacities", ClusterEventAction.Add | ClusterEventAction.Update, (_, change) =>
            change.Previous is null || Limit(change.Object) > Limit(change.Previous)),
    ];

    public override PreFilterResult PreFilter(SchedulingCycle cycle)
    {
        if (PodClaims.Fault(cycle.Pod, cycle.Snapshot, out var any) is { } fault)
        {
            return new PreFilterResult(PluginStatus.Unresolvable(fault));
        }

        if (!any)
        {
            return PreFilterResult.Skip;
        }

        var claims = PodClaims.Of(cycle.Pod, cycle.Snapshot);
        if (claims.Immediate.Count > 0)
        {
            return new PreFilterResult(PluginStatus.Unresolvable("pod has unbound immediate PersistentVolumeClaims"));
        }

        cycle.Set(this, new VolumeBindingState(claims, new VolumeSearch(cycle.Snapshot, cycle.View.VolumesTaken())));
        return PreFilterResult.AllNodes;
    }

    public override PluginStatus Filter(SchedulingCycle cycle, SchedulingNode node)
    {
        if (cycle.Get<VolumeBindingState>(this) is not { } state)
        {
            return PluginStatus.Success;
        }

        var (volumes, status) = state.Search.Find(state.Claims, node);
        if (volumes is not null)
        {
            state.ByNode[node.Name] = volumes;
        }

        return status;
    }

    public override PluginStatus Reserve(SchedulingCycle cycle, string nodeName)
    {
        foreach (var (_, volume) in Chosen(cycle, nodeName).Bindings)
        {
            cycle.View.TakeVolume(volume.Name, cycle.Pod.Metadata.Uid);
        }

        return PluginStatus.Success;
    }

    public override void Unreserve(SchedulingCycle cycle, string nodeName) => cycle.View.ReleaseVolumes(cycle.Pod.Metadata.Uid);

    public override bool NeedsPreBind(SchedulingCycle cycle, string nodeName) => !Chosen(cycle, nodeName).IsEmpty;

    /// <summary>Writes claimRefs and selected nodes once, then waits until the volume controller has bound the claims.</summary>
    public override async ValueTask<PluginStatus> PreBindAsync(SchedulingCycle cycle, string nodeName)
    {
        var chosen = Chosen(cycle, nodeName);
        if (chosen.IsEmpty || cycle.Get<VolumeBindingState>(this) is not { } state || cycle.Client is not { } client)
        {
            return PluginStatus.Success;
        }

        var services = client.Services;
        if (!state.Written)
        {
            try
            {
                await VolumeWriting.WriteAsync(client, chosen, nodeName).ConfigureAwait(false);
            }
            catch (ApiException refused)
            {
                return PluginStatus.Error(refused.Message);
            }

            state.Written = true;
            state.Deadline = services.Clock.GetUtcNow() + arguments.VolumeBindTimeout;
        }

        var status = VolumeWriting.Check(services.Store.Current, chosen, nodeName);
        if (status.Code == PluginCode.Wait && services.Clock.GetUtcNow() >= state.Deadline)
        {
            return PluginStatus.Error("binding volumes: context deadline exceeded");
        }

        if (status.IsSuccess)
        {
            cycle.View.ReleaseVolumes(cycle.Pod.Metadata.Uid);
        }

        return status;
    }

    private NodeVolumes Chosen(SchedulingCycle cycle, string nodeName) =>
        cycle.Get<VolumeBindingState>(this)?.ByNode.GetValueOrDefault(nodeName) ?? NodeVolumes.None;

    private static Quantity Limit(KubeObject capacity) => Quantity.From(capacity.Root["maximumVolumeSize"] ?? capacity.Root["capacity"]) ?? Quantity.Zero;
}
