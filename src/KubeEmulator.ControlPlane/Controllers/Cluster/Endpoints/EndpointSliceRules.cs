using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>
/// How the pods behind a Service are spread over EndpointSlices: full ones stay, changed ones are filled first, and as few as
/// possible are written. Upstream: <c>k8s.io/endpointslice/{reconciler.go,utils.go,trafficdist}</c>. Pure.
/// </summary>
internal static class EndpointSliceRules
{
    public const string ServiceName = "kubernetes.io/service-name";
    public const string ManagedBy = "endpointslice.kubernetes.io/managed-by";
    public const string Manager = "endpointslice-controller.k8s.io";
    public const string Headless = "service.kubernetes.io/headless";
    public const int MostEndpoints = 100;

    private static readonly GroupVersionKind ServiceKind = new("", "v1", "Service");

    /// <summary>The difference between the slices a Service has and those it should have; the trigger time is not in it yet.</summary>
    public static SlicePlan Plan(Snapshot snapshot, ServiceView service, IReadOnlyList<PodView> pods, IReadOnlyList<KubeObject> existing)
    {
        var plan = new SlicePlan();
        var families = Families(service);
        plan.Delete.AddRange(existing.Where(s => !families.Contains(s.Root.StringOrEmpty("addressType"))));
        foreach (var family in families)
        {
            PlanFamily(plan, snapshot, service, pods, [.. existing.Where(s => s.Root.String("addressType") == family)], family);
        }

        plan.Recycle();
        return plan;
    }

    /// <summary>The labels of a Service's slices: those of the Service and the slices' own.</summary>
    public static MapValue Labels(ServiceView service)
    {
        var labels = new MapBuilder();
        foreach (var (key, value) in service.Object.Metadata.Labels)
        {
            if (key is not (ServiceName or ManagedBy or Headless))
            {
                labels[key] = value;
            }
        }

        labels[ManagedBy] = Manager;
        labels[ServiceName] = service.Name;
        labels[Headless] = ServicePods.HasAddress(service) ? null : (Value)"";
        return labels.Build();
    }

    private static string[] Families(ServiceView service)
    {
        string[] named = [.. service.Object.Spec.Strings("ipFamilies").Where(f => f is "IPv4" or "IPv6").Distinct()];
        return named.Length > 0 ? named : ServicePods.HasAddress(service) ? [IpValue.Parse(service.ClusterIP) is { IsIPv4: false } ? "IPv6" : "IPv4"] : ["IPv4", "IPv6"];
    }

    private static void PlanFamily(SlicePlan plan, Snapshot snapshot, ServiceView service, IReadOnlyList<PodView> pods, IReadOnlyList<KubeObject> existing, string family)
    {
        var byPorts = existing.GroupBy(s => SlicePlan.PortKey(s.Root.Maps("ports"))).ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal);
        var desired = new SortedDictionary<string, (MapValue[] Ports, Dictionary<string, MapValue> Endpoints)>(StringComparer.Ordinal);
        foreach (var pod in pods.Where(p => ServicePods.MayServe(p, withTerminating: true)))
        {
            var ports = Ports(service, pod);
            var key = SlicePlan.PortKey(ports);
            if (!desired.TryGetValue(key, out var group))
            {
                desired[key] = group = (ports, new Dictionary<string, MapValue>(StringComparer.Ordinal));
            }

            if (Endpoint(snapshot, service, pod, family == "IPv6") is { } endpoint)
            {
                group.Endpoints[SlicePlan.EndpointKey(endpoint)] = endpoint;
            }
        }

        var (created, deleted) = (plan.Create.Count, plan.Delete.Count);
        foreach (var (key, (ports, endpoints)) in desired)
        {
            PlanPorts(plan, service, byPorts.GetValueOrDefault(key) ?? [], ports, endpoints, family);
        }

        plan.Delete.AddRange(byPorts.Where(p => !desired.ContainsKey(p.Key)).SelectMany(p => p.Value));
        if (plan.Delete.Count - deleted == existing.Count && plan.Create.Count == created)
        {
            KeepPlaceholder(plan, service, existing, family, deleted);
        }
    }

    // A Service without endpoints has one empty slice.
    private static void KeepPlaceholder(SlicePlan plan, ServiceView service, IReadOnlyList<KubeObject> existing, string family, int deleted)
    {
        if (existing.Count == 1
            && !existing[0].Root.Maps("endpoints").Any()
            && !existing[0].Root.Maps("ports").Any()
            && existing[0].Metadata.Labels == Labels(service))
        {
            plan.Delete.RemoveRange(deleted, plan.Delete.Count - deleted);
            return;
        }

        plan.Create.Add(Slice(service, family, [], []));
    }

    private static void PlanPorts(SlicePlan plan, ServiceView service, List<KubeObject> existing, MapValue[] ports, Dictionary<string, MapValue> desired, string family)
    {
        var labels = Labels(service);
        var changed = new List<(KubeObject Slice, List<MapValue> Endpoints)>();
        var unchanged = new List<(KubeObject Slice, List<MapValue> Endpoints)>();
        foreach (var slice in existing)
        {
            var old = slice.Root.Maps("endpoints").ToArray();
            var kept = new List<MapValue>();
            var updated = false;
            foreach (var endpoint in old)
            {
                if (desired.Remove(SlicePlan.EndpointKey(endpoint), out var wanted))
                {
                    kept.Add(wanted);
                    updated |= wanted != endpoint;
                }
            }

            if (kept.Count == 0 && old.Length > 0)
            {
                plan.Delete.Add(slice);
            }
            else
            {
                (updated || kept.Count != old.Length || slice.Metadata.Labels != labels ? changed : unchanged).Add((slice, kept));
            }
        }

        var left = new Queue<MapValue>(desired.Values);
        foreach (var (_, endpoints) in changed.OrderByDescending(c => c.Endpoints.Count))
        {
            Fill(endpoints, left);
        }

        while (left.Count > 0)
        {
            var room = left.Count < MostEndpoints ? unchanged.Where(u => u.Endpoints.Count + left.Count <= MostEndpoints).OrderByDescending(u => u.Endpoints.Count).ToArray() : [];
            if (room.Length > 0)
            {
                Fill(room[0].Endpoints, left);
                changed.Add(room[0]);
                continue;
            }

            var fresh = new List<MapValue>();
            Fill(fresh, left);
            plan.Create.Add(Slice(service, family, ports, fresh));
        }

        plan.Update.AddRange(changed.Select(c => c.Slice.WithMetadata("labels", labels) is var slice ? slice.With(slice.Root.With("endpoints", ListValue.From(c.Endpoints))) : slice));
    }

    private static void Fill(List<MapValue> endpoints, Queue<MapValue> left)
    {
        while (endpoints.Count < MostEndpoints && left.TryDequeue(out var next))
        {
            endpoints.Add(next);
        }
    }

    private static MapValue Slice(ServiceView service, string family, IReadOnlyCollection<MapValue> ports, IReadOnlyCollection<MapValue> endpoints) => MapValue.Of(
        ("kind", "EndpointSlice"),
        ("apiVersion", "discovery.k8s.io/v1"),
        ("metadata", MapValue.Of(
            ("generateName", SlicePlan.NamePrefix(service.Name)),
            ("namespace", service.Namespace),
            ("labels", Labels(service)),
            ("ownerReferences", ListValue.Of(Owners.ControllerReference(service.Object, ServiceKind))))),
        ("addressType", family),
        ("endpoints", endpoints.Count == 0 ? Value.Null : ListValue.From(endpoints)),
        ("ports", ports.Count == 0 ? Value.Null : ListValue.From(ports)));

    private static MapValue[] Ports(ServiceView service, PodView pod)
    {
        var ports = new List<MapValue>();
        foreach (var port in service.Ports)
        {
            if (ServicePods.FindPort(pod, port) is { } number)
            {
                var made = MapValue.Of(("name", port.StringOrEmpty("name")), ("protocol", port.String("protocol") ?? "TCP"), ("port", number));
                ports.Add(made.WithOptional("appProtocol", port["appProtocol"]));
            }
        }

        return [.. ports];
    }

    private static MapValue? Endpoint(Snapshot snapshot, ServiceView service, PodView pod, bool ipv6)
    {
        var node = pod.NodeName.Length == 0 ? null : snapshot.Get(ClusterResources.Nodes.At(pod.NodeName));
        Value[] addresses = [.. ServicePods.Addresses(pod, ipv6).Select(a => (Value)a)];
        if (addresses.Length == 0 || (node is null && !service.PublishNotReadyAddresses))
        {
            return null;
        }

        var serving = PodState.IsReady(pod);
        var ready = service.PublishNotReadyAddresses || (serving && !pod.IsDeleting);
        var endpoint = new MapBuilder
        {
            { "addresses", ListValue.From(addresses) },
            { "conditions", MapValue.Of(("ready", ready), ("serving", serving), ("terminating", pod.IsDeleting)) },
        };
        var zone = node?.Metadata.Labels.String(WellKnownLabels.Zone);
        endpoint["hostname"] = ServicePods.Hostname(pod, service) is { } hostname ? (Value)hostname : null;
        endpoint["targetRef"] = ServicePods.Reference(pod);
        endpoint["nodeName"] = pod.NodeName.Length > 0 ? (Value)pod.NodeName : null;
        endpoint["zone"] = zone is { Length: > 0 } ? (Value)zone : null;
        endpoint["hints"] = ready ? Hints(service, zone, pod.NodeName) : null;
        return endpoint.Build();
    }

    private static MapValue? Hints(ServiceView service, string? zone, string node)
    {
        var distribution = service.Object.Spec.String("trafficDistribution");
        if (distribution is not ("PreferClose" or "PreferSameZone" or "PreferSameNode"))
        {
            return null;
        }

        var hints = new MapBuilder();
        hints["forZones"] = zone is { Length: > 0 } ? ListValue.Of(MapValue.Of(("name", zone))) : null;
        hints["forNodes"] = distribution == "PreferSameNode" && node.Length > 0 ? ListValue.Of(MapValue.Of(("name", node))) : null;
        return hints.Count == 0 ? null : hints.Build();
    }
}
