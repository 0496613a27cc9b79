using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Runtime;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>
/// Which pods stand behind a Service and which Services a pod's change is of interest to.
/// Upstream: <c>k8s.io/endpointslice/util/controller_utils.go</c> and <c>utils.go</c>.
/// </summary>
internal static class ServicePods
{
    /// <summary>The triggers that endpoints of either sort have in common.</summary>
    public static readonly Trigger[] Triggers =
    [
        Trigger.On("", "services", change => change.Type == ChangeType.Deleted || change.Previous is not { } before || !SameBut(before, change.Object, "status")),
        Trigger.Mapped("", "pods", AfterPod),
    ];

    /// <summary>Whether this Service's endpoints are made from pods.</summary>
    public static bool HasSelector(ServiceView service) => service.Selector is not null && service.Type != "ExternalName";

    /// <summary>Whether the Service has an address of its own.</summary>
    public static bool HasAddress(ServiceView service) => service.ClusterIP.Length > 0 && !service.IsHeadless;

    /// <summary>The pods that a Service selects.</summary>
    public static IEnumerable<PodView> Of(Snapshot snapshot, ServiceView service)
    {
        var selector = LabelSelector.FromLabels(service.Selector);
        return snapshot.List(ClusterResources.Pods, service.Namespace).Where(pod => selector.Matches(pod.Metadata.Labels)).Select(pod => new PodView(pod));
    }

    /// <summary>Whether a pod has an address and still runs.</summary>
    public static bool MayServe(PodView pod, bool withTerminating) =>
        !PodState.IsTerminal(pod)
        && (pod.PodIP.Length > 0 || pod.Status.List("podIPs") is { Count: > 0 })
        && (withTerminating || !pod.IsDeleting);

    /// <summary>The pod's addresses of one family, in canonical form.</summary>
    public static IEnumerable<string> Addresses(PodView pod, bool ipv6) =>
        pod.Status.Maps("podIPs").Select(ip => IpValue.Parse(ip.StringOrEmpty("ip"))).Where(ip => ip is { } value && value.IsIPv4 != ipv6).Select(ip => ip.ToString()!);

    /// <summary>The host name under which the pod is known behind the Service; null where it has none there.</summary>
    public static string? Hostname(PodView pod, ServiceView service) =>
        pod.Spec.String("hostname") is { Length: > 0 } name && pod.Spec.String("subdomain") == service.Name ? name : null;

    /// <summary>The container port behind a Service's port; null where the pod has no port of that name.</summary>
    public static long? FindPort(PodView pod, MapValue servicePort)
    {
        if (servicePort["targetPort"] is NumberValue number && number.TryGetInt64(out var fixedPort))
        {
            return fixedPort;
        }

        var (name, protocol) = (servicePort.StringOrEmpty("targetPort"), servicePort.String("protocol") ?? "TCP");
        return pod.Containers.Concat(pod.InitContainers.Where(c => c.IsRestartable))
            .SelectMany(c => c.Ports)
            .FirstOrDefault(p => p.String("name") == name && (p.String("protocol") ?? "TCP") == protocol)?.Integer("containerPort");
    }

    /// <summary>A reference to a pod as endpoints of both sorts carry it.</summary>
    public static MapValue Reference(PodView pod) =>
        MapValue.Of(("kind", "Pod"), ("namespace", pod.Namespace), ("name", pod.Name), ("uid", pod.Object.Metadata.Uid));

    private static IEnumerable<ReconcileKey> AfterPod(TriggerContext context, Change change) =>
        change.Previous is { } before && change.Type == ChangeType.Modified && !Matters(new PodView(before), new PodView(change.Object))
            ? []
            : Selecting(context, change);

    // Asked of every change of a pod, and mostly there is no Service.
    private static IReadOnlyList<ReconcileKey> Selecting(TriggerContext context, Change change)
    {
        List<ReconcileKey>? selecting = null;
        foreach (var stored in context.Snapshot.List(ClusterResources.Services, change.Key.Namespace))
        {
            if (stored.Spec.Map("selector") is { } map
                && LabelSelector.FromLabels(map) is var selector
                && (selector.Matches(change.Object.Metadata.Labels) || (change.Previous is { } old && selector.Matches(old.Metadata.Labels))))
            {
                (selecting ??= []).Add(ReconcileKey.Of(stored));
            }
        }

        return selecting ?? (IReadOnlyList<ReconcileKey>)[];
    }

    private static bool Matters(PodView before, PodView now) =>
        before.Labels != now.Labels
        || before.Spec["hostname"] != now.Spec["hostname"]
        || before.Spec["subdomain"] != now.Spec["subdomain"]
        || before.Object.Metadata.DeletionTimestamp != now.Object.Metadata.DeletionTimestamp
        || PodState.IsReady(before) != PodState.IsReady(now)
        || before.Status["podIPs"] != now.Status["podIPs"]
        || before.NodeName != now.NodeName
        || PodState.IsTerminal(before) != PodState.IsTerminal(now);

    private static bool SameBut(KubeObject before, KubeObject now, string member) =>
        before.Metadata.Root.Without("resourceVersion").Without("managedFields") == now.Metadata.Root.Without("resourceVersion").Without("managedFields")
        && before.Root.Without(member).Without("metadata") == now.Root.Without(member).Without("metadata");
}
