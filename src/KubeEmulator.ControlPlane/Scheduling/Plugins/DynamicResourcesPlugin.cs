using System.Collections.Concurrent;
using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Scheduling;

/// <summary>
/// Resource claims; <c>plugins/dynamicresources</c>. Pods wait until their claims exist, go only to nodes where the claims' devices
/// are or can be had from ResourceSlices, and allocate and reserve the claims before they are bound.
/// </summary>
internal sealed class DynamicResourcesPlugin : SchedulerPlugin
{
    private const int MostConsumers = 256;
    private const string Finalizer = "resource.kubernetes.io/delete-protection";

    private readonly DeviceSelectors _selectors = new();

    // Claims (by uid) of pods that have a node and are not bound yet, with the devices chosen: nobody else may have these.
    private readonly ConcurrentDictionary<string, IReadOnlyList<ChosenDevice>> _pending = new(StringComparer.Ordinal);

    public override string Name => "DynamicResources";

    public override ExtensionPoints Points =>
        ExtensionPoints.PreEnqueue | ExtensionPoints.PreFilter | ExtensionPoints.Filter | ExtensionPoints.PostFilter | ExtensionPoints.Reserve | ExtensionPoints.PreBind;

    public override IReadOnlyList<EventInterest> Events { get; } =
    [
        EventInterest.In("resource.k8s.io", "resourceclaims", ClusterEventAction.Add | ClusterEventAction.Update, (pod, change) =>
            change.Object.Namespace == pod.Namespace && Names(pod).Any(n => n.Claim == change.Object.Name)),
        EventInterest.In("", "pods", ClusterEventAction.UpdatePodGeneratedResourceClaim, (pod, change) => change.Object.Metadata.Uid == pod.Metadata.Uid),
        EventInterest.In("", "nodes", ClusterEventAction.Add | ClusterEventAction.UpdateNodeLabel | ClusterEventAction.UpdateNodeTaint),
        EventInterest.In("resource.k8s.io", "resourceslices", ClusterEventAction.Add | ClusterEventAction.Update),
        EventInterest.In("resource.k8s.io", "deviceclasses", ClusterEventAction.Add | ClusterEventAction.Update),
    ];

    public override PluginStatus PreEnqueue(KubeObject pod, Snapshot snapshot) =>
        Claims(pod, snapshot, out var fault) is null ? PluginStatus.Unresolvable(fault) : PluginStatus.Success;

    public override PreFilterResult PreFilter(SchedulingCycle cycle)
    {
        var claims = Claims(cycle.Pod, cycle.Snapshot, out var fault);
        var state = new State(claims ?? []);
        cycle.Set(this, state);
        if (claims is null)
        {
            return new PreFilterResult(PluginStatus.Unresolvable(fault));
        }

        if (claims.Count == 0)
        {
            return PreFilterResult.Skip;
        }

        foreach (var claim in claims)
        {
            var allocated = claim.Status.Map("allocation") is not null;
            if (allocated && !IsReservedFor(claim, cycle.Pod) && (claim.Status.List("reservedFor")?.Count ?? 0) >= MostConsumers)
            {
                return new PreFilterResult(PluginStatus.Unresolvable("resourceclaim in use"));
            }

            if (!allocated && MissingClass(claim, cycle.Snapshot) is { } missing)
            {
                return new PreFilterResult(PluginStatus.Unresolvable(missing));
            }

            if (!allocated && _pending.ContainsKey(claim.Metadata.Uid))
            {
                return new PreFilterResult(PluginStatus.Unresolvable($"resource claim {claim.Namespace}/{claim.Name} is in the process of being allocated"));
            }
        }

        state.Prepare(cycle.Snapshot, _pending.Values);

        return PreFilterResult.AllNodes;
    }

    public override PluginStatus Filter(SchedulingCycle cycle, SchedulingNode node)
    {
        if (cycle.Get<State>(this) is not { } state)
        {
            return PluginStatus.Success;
        }

        if (state.Claims.Any(claim => claim.Status.Map("allocation")?.Map("nodeSelector") is { } selector && !NodeSelectors.Matches(selector, node.View)))
        {
            return PluginStatus.Unresolvable("resourceclaim not available on the node");
        }

        if (state.Unallocated.Count == 0)
        {
            return PluginStatus.Success;
        }

        try
        {
            var chosen = DeviceAllocator.Allocate(cycle.Snapshot, state.Unallocated, state.Pools.For(node.View), state.InUse, _selectors);
            state.Chosen[node.Name] = chosen ?? [];
            return chosen is null ? PluginStatus.Unresolvable("cannot allocate all claims") : PluginStatus.Success;
        }
        catch (DeviceFaultException fault)
        {
            return PluginStatus.Error(fault.Message);
        }
    }

    public override PluginStatus Reserve(SchedulingCycle cycle, string nodeName)
    {
        if (cycle.Get<State>(this) is { Unallocated.Count: > 0 } state && state.Chosen.TryGetValue(nodeName, out var chosen))
        {
            for (var i = 0; i < state.Unallocated.Count; i++)
            {
                _pending[state.Unallocated[i].Metadata.Uid] = chosen[i];
            }
        }

        return PluginStatus.Success;
    }

    public override void Unreserve(SchedulingCycle cycle, string nodeName)
    {
        foreach (var claim in cycle.Get<State>(this)?.Unallocated ?? [])
        {
            _pending.TryRemove(claim.Metadata.Uid, out _);
        }
    }

    /// <summary>Nothing can be taken back here; the words are part of every message about pods that fit nowhere.</summary>
    public override ValueTask<PostFilterResult> PostFilterAsync(SchedulingCycle cycle, NodeVerdicts verdicts) => ValueTask.FromResult(new PostFilterResult(
        cycle.Get<State>(this) is not { } state ? PluginStatus.Error("not found")
        : state.Claims.Count == 0 ? PluginStatus.Unschedulable("no new claims to deallocate")
        : PluginStatus.Unschedulable("still not schedulable")));

    public override bool NeedsPreBind(SchedulingCycle cycle, string nodeName) => cycle.Get<State>(this) is { Claims.Count: > 0 };

    public override async ValueTask<PluginStatus> PreBindAsync(SchedulingCycle cycle, string nodeName)
    {
        var pod = cycle.Pod;
        foreach (var claim in cycle.Get<State>(this)?.Claims ?? [])
        {
            if (IsReservedFor(claim, pod))
            {
                continue;
            }

            try
            {
                await BindAsync(cycle, claim).ConfigureAwait(false);
            }
            catch (ApiException refused)
            {
                return PluginStatus.Error(refused.Message);
            }
        }

        return PluginStatus.Success;
    }

    // A claim is protected before it is allocated, so that no device is ever lost with it.
    private async ValueTask BindAsync(SchedulingCycle cycle, KubeObject claim)
    {
        var (pod, client, status) = (cycle.Pod, cycle.Client!, claim.Status);
        if (_pending.TryGetValue(claim.Metadata.Uid, out var chosen))
        {
            if (!claim.Metadata.Finalizers.Contains(Finalizer))
            {
                claim = await client.UpdateAsync(claim.WithMetadata("finalizers", ListValue.From(claim.Metadata.Finalizers.Append(Finalizer).Select(f => (Value)f)))).ConfigureAwait(false);
            }

            status = status.With("allocation", AllocationDocument.Of(claim, chosen, client.Services.Clock.GetUtcNow()));
        }

        var consumer = MapValue.Of(("resource", "pods"), ("name", pod.Name), ("uid", pod.Metadata.Uid));
        status = status.With("reservedFor", (status.List("reservedFor") ?? ListValue.Empty).Add(consumer));
        await client.UpdateStatusAsync(claim, status).ConfigureAwait(false);
        _pending.TryRemove(claim.Metadata.Uid, out _);
    }

    private static bool IsReservedFor(KubeObject claim, KubeObject pod) => claim.Status.Maps("reservedFor").Any(r => r.String("uid") == pod.Metadata.Uid);

    // The claims of a pod; null where one is not there yet or is not the pod's.
    private static List<KubeObject>? Claims(KubeObject pod, Snapshot snapshot, out string fault)
    {
        fault = "";
        var claims = new List<KubeObject>();
        foreach (var (name, generated, claimName) in Names(pod))
        {
            if (claimName is null)
            {
                fault = $"pod \"{pod.Namespace}/{pod.Name}\": ResourceClaim not created yet";
                return null;
            }

            // A template may decide that no claim is needed.
            if (claimName.Length == 0)
            {
                continue;
            }

            var claim = snapshot.Get(new ObjectKey(SchedulingResources.ResourceClaims, pod.Namespace, claimName));
            fault = claim is null ? $"resourceclaim \"{claimName}\" not found"
                : claim.Metadata.IsDeleting ? $"resourceclaim \"{claimName}\" is being deleted"
                : generated && claim.Metadata.Controller?.Uid != pod.Metadata.Uid ? $"ResourceClaim {pod.Namespace}/{claimName} was not created for pod {pod.Namespace}/{pod.Name} (pod is not owner)"
                : "";
            if (fault.Length > 0)
            {
                return null;
            }

            claims.Add(claim!);
        }

        return claims;
    }

    private static IEnumerable<(string Name, bool Generated, string? Claim)> Names(KubeObject pod)
    {
        foreach (var reference in pod.Spec.Maps("resourceClaims"))
        {
            var name = reference.StringOrEmpty("name");
            if (reference.String("resourceClaimName") is { } claim)
            {
                yield return (name, false, claim);
                continue;
            }

            var status = pod.Status.Maps("resourceClaimStatuses").FirstOrDefault(s => s.String("name") == name);
            yield return (name, true, status is null ? null : status.StringOrEmpty("resourceClaimName"));
        }
    }

    private static string? MissingClass(KubeObject claim, Snapshot snapshot)
    {
        foreach (var request in claim.Spec.Map("devices")?.Maps("requests") ?? [])
        {
            var name = request.StringOrEmpty("name");
            var asked = request.Map("exactly") is { } exactly
                ? [(name, exactly.StringOrEmpty("deviceClassName"))]
                : request.Maps("firstAvailable").Select(s => ($"{name}/{s.StringOrEmpty("name")}", s.StringOrEmpty("deviceClassName"))).ToArray();
            foreach (var (path, deviceClass) in asked)
            {
                if (snapshot.Get(new ObjectKey("resource.k8s.io", "deviceclasses", "", deviceClass)) is null)
                {
                    return $"request {path}: device class {deviceClass} does not exist";
                }
            }
        }

        return null;
    }

    private sealed class State(IReadOnlyList<KubeObject> claims) : PluginState
    {
        public IReadOnlyList<KubeObject> Claims => claims;

        public IReadOnlyList<KubeObject> Unallocated { get; } = [.. claims.Where(c => c.Status.Map("allocation") is null)];

        public DevicePools Pools { get; private set; } = DevicePools.None;

        public IReadOnlySet<DeviceId> InUse { get; private set; } = new HashSet<DeviceId>();

        /// <summary>The devices for each unallocated claim, by node.</summary>
        public Dictionary<string, IReadOnlyList<IReadOnlyList<ChosenDevice>>> Chosen { get; } = new(StringComparer.Ordinal);

        public void Prepare(Snapshot snapshot, IEnumerable<IReadOnlyList<ChosenDevice>> pending)
        {
            if (Unallocated.Count == 0)
            {
                return;
            }

            var allocated = snapshot.List(SchedulingResources.ResourceClaims)
                .SelectMany(c => c.Status.Map("allocation")?.Map("devices")?.Maps("results") ?? [])
                .Where(r => r.Bool("adminAccess") != true)
                .Select(r => new DeviceId(r.StringOrEmpty("driver"), r.StringOrEmpty("pool"), r.StringOrEmpty("device")));
            Pools = new DevicePools(snapshot.List(SchedulingResources.ResourceSlices));
            InUse = allocated.Concat(pending.SelectMany(p => p).Where(c => !c.Request.IsAdmin).Select(c => c.Device.Id)).ToHashSet();
        }
    }
}
