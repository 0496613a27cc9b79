using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>
/// Takes a Service's addresses and node ports from the snapshot of the write. An address is an IPAddress object committed with
/// the Service, so two Services can never hold one. Upstream: <c>registry/core/service/{storage/alloc.go,ipallocator,portallocator}</c>.
/// </summary>
internal sealed class ServiceAllocation(WriteContext context, MapValue document, KubeObject? old)
{
    private static readonly GroupResource IpAddresses = new("networking.k8s.io", "ipaddresses");
    private readonly string _name = document.StringAt("metadata", "name") ?? "";

    /// <summary>Address families and cluster IPs.</summary>
    public MapValue Addresses(MapValue spec)
    {
        if (!ServiceUpdates.NeedsClusterIp(spec))
        {
            ReleaseUnkept([]);
            return spec;
        }

        spec = ServiceFamilies.Fill(spec, old?.Spec, context.Services.Settings, _name);
        if (spec.StringOrEmpty("clusterIP") == "None")
        {
            return spec;
        }

        var chosen = new List<Value>();
        var given = spec.List("clusterIPs") ?? ListValue.Empty;
        var index = 0;
        foreach (var family in spec.Strings("ipFamilies"))
        {
            var wanted = index < given.Count ? (given[index] as StringValue)?.Text ?? "" : "";
            chosen.Add(Take(spec, family, wanted));
            index++;
        }

        ReleaseUnkept(chosen);
        return chosen.Count == 0 ? spec : spec.With("clusterIP", chosen[0]).With("clusterIPs", ListValue.From(chosen));
    }

    /// <summary>Node ports and the port of health checks.</summary>
    public MapValue NodePorts(MapValue spec)
    {
        var ports = new NodePortChoice(context, _name, old);
        if (ServiceUpdates.NeedsNodePort(spec))
        {
            var taken = new Dictionary<long, string>();
            spec = spec.With("ports", ListValue.From(spec.Maps("ports").Select(port => (Value)ports.Assign(port, taken))));
        }

        return ServiceUpdates.NeedsHealthCheckPort(spec) && (spec.Integer("healthCheckNodePort") ?? 0) == 0
            ? spec.With("healthCheckNodePort", ports.Next())
            : spec;
    }

    /// <summary>Gives back the addresses of a deleted Service.</summary>
    public static void Release(WriteContext context, KubeObject deleted)
    {
        foreach (var address in deleted.Spec.Strings("clusterIPs"))
        {
            Release(context, address);
        }
    }

    private static void Release(WriteContext context, string address)
    {
        var key = new ObjectKey(IpAddresses, "", address);
        if (address != "None" && context.Snapshot.Get(key) is { } stored)
        {
            context.AlsoWrite.Add(new StoreWrite.Delete(key, stored.Metadata.Revision));
        }
    }

    private void ReleaseUnkept(List<Value> chosen)
    {
        foreach (var address in old?.Spec.Strings("clusterIPs") ?? [])
        {
            if (!chosen.Contains(address))
            {
                Release(context, address);
            }
        }
    }

    private Value Take(MapValue spec, string family, string wanted)
    {
        if (wanted.Length > 0 && (old?.Spec.Strings("clusterIPs").Contains(wanted) ?? false))
        {
            return wanted;
        }

        var range = ServiceFamilies.RangeOf(context.Services.Settings, family)!.Value;
        var address = wanted.Length > 0 ? Given(spec, range, wanted) : Free(range);
        context.AlsoWrite.Add(new StoreWrite.Create(new ObjectKey(IpAddresses, "", address), AddressObject(address, family)));
        return address;
    }

    private string Given(MapValue spec, CidrValue range, string wanted)
    {
        var fault = IpValue.Parse(wanted) is not { } address ? $"failed to allocate IP {wanted}: the provided IP is not valid"
            : !range.Contains(address) || address.Number == range.Network.Number ? $"failed to allocate IP {wanted}: the provided IP ({wanted}) is not in the valid range. The range of valid IPs is {range}"
            : context.Snapshot.Get(new ObjectKey(IpAddresses, "", wanted)) is not null ? $"failed to allocate IP {wanted}: provided IP is already allocated"
            : null;
        if (fault is null)
        {
            return wanted;
        }

        var errors = new FieldErrors();
        errors.Invalid(FieldPath.Of("spec", "clusterIPs"), spec["clusterIPs"], fault);
        throw StatusDocument.Invalid(new GroupKind("", "Service"), _name, errors).ToException();
    }

    // The lower part of the range is for addresses chosen by hand (ipallocator.calculateRangeOffset).
    private string Free(CidrValue range)
    {
        var first = range.Network.Number + 1;
        var last = range.Last.Number - (range.Network.IsIPv4 ? 1u : 0u);
        var size = last - first + 1;
        var offset = Offset(size);
        var span = size - offset;
        var start = (UInt128)context.Services.Random.Next("clusterIP", _name) % span;
        for (UInt128 step = 0; step < size; step++)
        {
            var position = step < span ? offset + ((start + step) % span) : step - span;
            var address = IpValue.Of(first + position, range.Network.IsIPv4).ToString();
            if (context.Snapshot.Get(new ObjectKey(IpAddresses, "", address)) is null)
            {
                return address;
            }
        }

        throw StatusDocument.InternalError("failed to allocate a serviceIP: range is full").ToException();
    }

    private static UInt128 Offset(UInt128 size)
    {
        const int Least = 16;
        const int Most = 256;
        return size < Least ? 0 : size / 16 is var part && part > Most ? Most : part < Least ? Least : size / 16;
    }

    private KubeObject AddressObject(string address, string family)
    {
        var space = context.Namespace;
        var parent = MapValue.Of(("resource", "services"), ("namespace", space), ("name", _name));
        var metadata = MapValue.Of(
            ("name", address),
            ("uid", SystemFields.NewUid(context.Services, $"ip/{address}")),
            ("creationTimestamp", context.Now),
            ("labels", MapValue.Of(("ipaddress.kubernetes.io/ip-family", family), ("ipaddress.kubernetes.io/managed-by", "ipallocator.k8s.io"))));
        var type = context.Services.Catalog.FindAnyVersion(IpAddresses)!;
        var made = MapValue.Of(("kind", "IPAddress"), ("apiVersion", "networking.k8s.io/v1"), ("metadata", metadata), ("spec", MapValue.Of(("parentRef", parent))));
        return new KubeObject(FieldOwners.TrackUpdate(type, "", null, made, "kube-apiserver", context.Services));
    }
}
