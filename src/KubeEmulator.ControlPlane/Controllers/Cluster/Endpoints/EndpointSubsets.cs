using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>
/// The subsets of Endpoints in their canonical form: one for each set of addresses that offer the same ports.
/// Upstream: <c>pkg/api/v1/endpoints/util.go</c> (which orders subsets by a hash of Go structures; here it is by port). Pure.
/// </summary>
internal sealed class EndpointSubsets
{
    private readonly SortedDictionary<string, MapValue> _ports = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedDictionary<string, (MapValue Address, bool Ready)>> _addresses = new(StringComparer.Ordinal);

    /// <summary>Adds one address at one port (null: at none). Not ready somewhere is not ready.</summary>
    public void Add(MapValue address, MapValue? port, bool ready)
    {
        var portKey = port is null ? "" : $"{port.Integer("port"):D5}|{port.StringOrEmpty("name")}|{port.StringOrEmpty("protocol")}|{port.String("appProtocol")}";
        if (!_addresses.TryGetValue(portKey, out var at))
        {
            _addresses[portKey] = at = new SortedDictionary<string, (MapValue, bool)>(StringComparer.Ordinal);
            _ports[portKey] = port ?? MapValue.Empty;
        }

        var key = $"{address.StringOrEmpty("ip")}|{address.StringAt("targetRef", "uid")}";
        at[key] = at.TryGetValue(key, out var known) ? (known.Address, known.Ready && ready) : (address, ready);
    }

    /// <summary>Adds what stored Endpoints hold.</summary>
    public EndpointSubsets AddAll(IEnumerable<MapValue> subsets)
    {
        foreach (var subset in subsets)
        {
            MapValue?[] ports = [.. subset.Maps("ports")];
            foreach (var port in ports.Length == 0 ? [null] : ports)
            {
                AddList(subset.Maps("addresses"), port, true);
                AddList(subset.Maps("notReadyAddresses"), port, false);
            }
        }

        return this;
    }

    /// <summary>The subsets; at most <paramref name="most"/> addresses, the ready ones first.</summary>
    public ListValue Pack(int most, out bool truncated)
    {
        var groups = _ports.Keys.GroupBy(p => string.Join('\n', _addresses[p].Select(a => $"{a.Key}|{a.Value.Ready}")), StringComparer.Ordinal).ToArray();
        var total = groups.Sum(g => _addresses[g.First()].Count);
        truncated = total > most;
        var ready = groups.Select(g => _addresses[g.First()].Values.Where(a => a.Ready).Select(a => (Value)a.Address).ToArray()).ToArray();
        var rest = groups.Select(g => _addresses[g.First()].Values.Where(a => !a.Ready).Select(a => (Value)a.Address).ToArray()).ToArray();
        Cut(rest, Cut(ready, most));
        return ListValue.From(groups.Select((group, i) => Subset(ready[i], rest[i], [.. group.Where(p => p.Length > 0).Select(p => (Value)_ports[p])])).Where(s => s.Count > 0));
    }

    private static int Cut(Value[][] lists, int room)
    {
        for (var i = 0; i < lists.Length; i++)
        {
            lists[i] = lists[i].Length > room ? lists[i][..room] : lists[i];
            room -= lists[i].Length;
        }

        return room;
    }

    private static MapValue Subset(Value[] ready, Value[] notReady, Value[] ports)
    {
        var subset = new MapBuilder();
        subset["addresses"] = ready.Length == 0 ? null : ListValue.From(ready);
        subset["notReadyAddresses"] = notReady.Length == 0 ? null : ListValue.From(notReady);
        subset["ports"] = ports.Length == 0 ? null : ListValue.From(ports.OrderBy(p => ((MapValue)p).StringOrEmpty("name"), StringComparer.Ordinal));
        return subset.Build();
    }

    private void AddList(IEnumerable<MapValue> addresses, MapValue? port, bool ready)
    {
        foreach (var address in addresses)
        {
            Add(address, port, ready);
        }
    }

    /// <summary>The subsets that the pods behind a Service make.</summary>
    public static EndpointSubsets Of(ServiceView service, IEnumerable<PodView> pods)
    {
        var subsets = new EndpointSubsets();
        foreach (var pod in pods.Where(p => ServicePods.MayServe(p, service.PublishNotReadyAddresses)))
        {
            if (Address(service, pod) is not { } address)
            {
                continue;
            }

            var ready = service.PublishNotReadyAddresses || PodState.IsReady(pod);
            if (!service.Ports.Any())
            {
                if (service.IsHeadless)
                {
                    subsets.Add(address, null, ready);
                }

                continue;
            }

            foreach (var port in service.Ports)
            {
                if (ServicePods.FindPort(pod, port) is { } number)
                {
                    subsets.Add(address, Port(port, number), ready);
                }
            }
        }

        return subsets;
    }

    private static MapValue Port(MapValue servicePort, long number)
    {
        var port = new MapBuilder();
        port["name"] = servicePort.String("name") is { Length: > 0 } name ? (Value)name : null;
        port["port"] = number;
        port["protocol"] = servicePort.String("protocol") ?? "TCP";
        port["appProtocol"] = servicePort["appProtocol"];
        return port.Build();
    }

    private static MapValue? Address(ServiceView service, PodView pod)
    {
        var family = service.Object.Spec.Strings("ipFamilies").FirstOrDefault();
        var ipv6 = family is null ? IpValue.Parse(ServicePods.HasAddress(service) ? service.ClusterIP : pod.PodIP) is { IsIPv4: false } : family == "IPv6";
        if (ServicePods.Addresses(pod, ipv6).FirstOrDefault() is not { } ip)
        {
            return null;
        }

        var address = new MapBuilder { { "ip", ip } };
        address["hostname"] = ServicePods.Hostname(pod, service) is { } hostname ? (Value)hostname : null;
        address["nodeName"] = pod.NodeName;
        address["targetRef"] = ServicePods.Reference(pod);
        return address.Build();
    }
}
