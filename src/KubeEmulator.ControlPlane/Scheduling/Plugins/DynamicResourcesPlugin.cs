using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Scheduling;

/// <summary>
/// Resource claims; <c>plugins/dynamicresources</c>. Pods wait until their claims exist, go only to nodes where the claims' devices
/// are, and reserve the claims before they are bound. Choosing devices for claims is not simulated: a claim that nobody has allocated
/// keeps its pod waiting, as on a cluster without a driver.
/// </summary>
internal sealed class DynamicResourcesPlugin : SchedulerPlugin
{
    private const int MostConsumers = 256;

    public override string Name => "DynamicResources";

    public override ExtensionPoints Points =>
        ExtensionPoints.PreEnqueue | ExtensionPoints.PreFilter | ExtensionPoints.Filter | ExtensionPoints.PostFilter | ExtensionPoints.PreBind;

    public override IReadOnlyList<EventInterest> Events { get; } =
    [
        EventInterest.In("resource.k8s.io", "resourceclaims", ClusterEventAction.Add | ClusterEventAction.Update, (pod, change) =>
            change.Object.Namespace == pod.Namespace && Names(pod).Any(n => n.Claim == change.Object.Name)),
        EventInterest.In("", "pods", ClusterEventAction.UpdatePodGeneratedResourceClaim, (pod, change) => change.Object.Metadata.Uid == pod.Metadata.Uid),
        EventInterest.In("", "nodes", ClusterEventAction.Add | ClusterEventAction.UpdateNodeLabel | ClusterEventAction.UpdateNodeTaint),
        EventInterest.In("resource.k8s.io", "deviceclasses", ClusterEventAction.Add | ClusterEventAction.Update),
    ];

    public override PluginStatus PreEnqueue(KubeObject pod, Snapshot snapshot) =>
        Claims(pod, snapshot, out var fault) is null ? PluginStatus.Unresolvable(fault) : PluginStatus.Success;

    public override PreFilterResult PreFilter(SchedulingCycle cycle)
    {
        var claims = Claims(cycle.Pod, cycle.Snapshot, out var fault);
        cycle.Set(this, new State(claims ?? []));
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
        }

        return PreFilterResult.AllNodes;
    }

    public override PluginStatus Filter(SchedulingCycle cycle, SchedulingNode node)
    {
        foreach (var claim in cycle.Get<State>(this)?.Claims ?? [])
        {
            if (claim.Status.Map("allocation") is not { } allocation)
            {
                return PluginStatus.Unresolvable("cannot allocate all claims");
            }

            if (allocation.Map("nodeSelector") is { } selector && !NodeSelectors.Matches(selector, node.View))
            {
                return PluginStatus.Unresolvable("resourceclaim not available on the node");
            }
        }

        return PluginStatus.Success;
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

            var consumer = MapValue.Of(("resource", "pods"), ("name", pod.Name), ("uid", pod.Metadata.Uid));
            try
            {
                await cycle.Client!.UpdateStatusAsync(claim, claim.Status.With("reservedFor", (claim.Status.List("reservedFor") ?? ListValue.Empty).Add(consumer))).ConfigureAwait(false);
            }
            catch (ApiException refused)
            {
                return PluginStatus.Error(refused.Message);
            }
        }

        return PluginStatus.Success;
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
    }
}
