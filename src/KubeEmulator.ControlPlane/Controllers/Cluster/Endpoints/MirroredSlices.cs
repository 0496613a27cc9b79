using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>
/// The EndpointSlices that mirror Endpoints written by hand: one for each subset and address family.
/// Upstream: <c>pkg/controller/endpointslicemirroring/{reconciler.go,reconciler_helpers.go,utils.go}</c>. Pure.
/// </summary>
internal static class MirroredSlices
{
    public const string Manager = "endpointslicemirroring-controller.k8s.io";

    private const string LastApplied = "kubectl.kubernetes.io/last-applied-configuration";
    private const int MostAddresses = 1000;
    private static readonly GroupVersionKind EndpointsKind = new("", "v1", "Endpoints");

    /// <summary>The difference between the slices that mirror Endpoints and those that should.</summary>
    public static SlicePlan Plan(KubeObject endpoints, IReadOnlyList<KubeObject> existing, out int invalid, out int skipped)
    {
        (invalid, skipped) = (0, 0);
        var plan = new SlicePlan();
        var wanted = new Dictionary<string, MapValue>(StringComparer.Ordinal);
        foreach (var subset in new EndpointSubsets().AddAll(endpoints.Root.Maps("subsets")).Pack(int.MaxValue, out _).OfType<MapValue>())
        {
            MirrorSubset(endpoints, subset, wanted, ref invalid, ref skipped);
        }

        foreach (var group in existing.GroupBy(KeyOf, StringComparer.Ordinal))
        {
            var kept = group.First();
            plan.Delete.AddRange(group.Skip(1));
            if (!wanted.Remove(group.Key, out var slice))
            {
                plan.Delete.Add(kept);
            }
            else if (With(kept, slice) is var updated && updated.Root != kept.Root)
            {
                plan.Update.Add(updated);
            }
        }

        plan.Create.AddRange(wanted.Values);
        plan.Recycle();
        return plan;
    }

    private static void MirrorSubset(KubeObject endpoints, MapValue subset, Dictionary<string, MapValue> wanted, ref int invalid, ref int skipped)
    {
        MapValue[] ports = [.. subset.Maps("ports").Select(Port)];
        var families = new SortedDictionary<string, List<MapValue>>(StringComparer.Ordinal);
        var added = 0;
        foreach (var (address, ready) in subset.Maps("addresses").Select(a => (a, true)).Concat(subset.Maps("notReadyAddresses").Select(a => (a, false))))
        {
            if (added >= MostAddresses)
            {
                skipped++;
            }
            else if (IpValue.Parse(address.StringOrEmpty("ip")) is not { } ip)
            {
                invalid++;
            }
            else
            {
                added++;
                var family = ip.IsIPv4 ? "IPv4" : "IPv6";
                (families.TryGetValue(family, out var list) ? list : families[family] = []).Add(Endpoint(address, ip, ready));
            }
        }

        foreach (var (family, list) in families)
        {
            wanted[$"{family}\n{SlicePlan.PortKey(ports)}"] = Slice(endpoints, family, list, ports);
        }
    }

    private static string KeyOf(KubeObject slice) => $"{slice.Root.StringOrEmpty("addressType")}\n{SlicePlan.PortKey(slice.Root.Maps("ports"))}";

    private static KubeObject With(KubeObject kept, MapValue slice)
    {
        var metadata = kept.Metadata.Root;
        foreach (var member in (string[])["labels", "annotations", "ownerReferences"])
        {
            var value = slice.At("metadata", member);
            metadata = metadata[member] == value ? metadata : metadata.WithOptional(member, value);
        }

        var root = kept.Root["endpoints"] == slice["endpoints"] ? kept.Root : kept.Root.With("endpoints", slice["endpoints"]!);
        return kept.With(root.With("metadata", metadata));
    }

    private static MapValue Slice(KubeObject endpoints, string family, List<MapValue> list, MapValue[] ports)
    {
        var metadata = new MapBuilder
        {
            { "generateName", SlicePlan.NamePrefix(endpoints.Name) },
            { "namespace", endpoints.Namespace },
            { "labels", endpoints.Metadata.Labels.With(EndpointSliceRules.ManagedBy, Manager).With(EndpointSliceRules.ServiceName, endpoints.Name) },
            { "ownerReferences", ListValue.Of(Owners.ControllerReference(endpoints, EndpointsKind)) },
        };
        var annotations = endpoints.Metadata.Annotations.Without(EndpointTriggerTimes.Annotation).Without(LastApplied);
        metadata["annotations"] = annotations.Count == 0 ? null : annotations;
        return MapValue.Of(
            ("kind", "EndpointSlice"),
            ("apiVersion", "discovery.k8s.io/v1"),
            ("metadata", metadata.Build()),
            ("addressType", family),
            ("endpoints", ListValue.From(list)),
            ("ports", ports.Length == 0 ? Value.Null : ListValue.From(ports)));
    }

    private static MapValue Endpoint(MapValue address, IpValue ip, bool ready)
    {
        var endpoint = new MapBuilder
        {
            { "addresses", ListValue.Of(ip.ToString()) },
            { "conditions", MapValue.Of(("ready", ready)) },
        };
        endpoint["hostname"] = address["hostname"];
        endpoint["targetRef"] = address["targetRef"];
        endpoint["nodeName"] = address["nodeName"];
        return endpoint.Build();
    }

    private static MapValue Port(MapValue port) => MapValue
        .Of(("name", port.StringOrEmpty("name")), ("protocol", port.String("protocol") ?? "TCP"), ("port", port.Integer("port") ?? 0))
        .WithOptional("appProtocol", port["appProtocol"]);
}
