using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>
/// Takes a Service's addresses from the snapshot of the write. An address is an IPAddress object committed with the Service, so
/// two Services can never hold one. Upstream: <c>registry/core/service/{storage/alloc.go,ipallocator}</c>.
/// </summary>
internal sealed class ServiceAddresses(WriteContext context, string name, KubeObject? old)
{
    private static readonly GroupResource IpAddresses = new("networking.k8s.io", "ipaddresses");
    private static readonly GroupResource Endpoints = new("", "endpoints");

    /// <summary>Address families and cluster IPs.</summary>
    public MapValue Allocate(MapValue spec)
    {
        if (!ServiceUpdates.NeedsClusterIp(spec))
        {
            foreach (var address in old?.Spec.Strings("clusterIPs") ?? [])
            {
                Release(context, address);
            }

            return spec;
        }

        if (old is not null && ServiceFamilies.IsSettled(spec, old.Spec))
        {
            return spec;
        }

        spec = ServiceFamilies.Fill(spec, old?.Spec, context.Services.Settings, name);
        if (ServiceIpRules.IsHeadless(spec))
        {
            return spec;
        }

        return old is null || !ServiceUpdates.NeedsClusterIp(old.Spec) ? TakeAll(spec, 0)
            : ServiceIpRules.IsHeadless(old.Spec) ? spec
            : Updated(spec, old.Spec);
    }

    /// <summary>Gives back the addresses of a deleted Service; its Endpoints go with it, so that a new Service of the name begins with none.</summary>
    public static void Release(WriteContext context, KubeObject deleted)
    {
        foreach (var address in deleted.Spec.Strings("clusterIPs"))
        {
            Release(context, address);
        }

        var key = new ObjectKey(Endpoints, deleted.Namespace, deleted.Name);
        if (context.Snapshot.Get(key) is { } endpoints && !endpoints.Metadata.Finalizers.Any())
        {
            context.AlsoWrite.Add(new StoreWrite.Delete(key, endpoints.Metadata.Revision));
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

    // A second family brings a second address, and takes it along.
    private MapValue Updated(MapValue spec, MapValue before)
    {
        switch (before.List("ipFamilies")?.Count ?? 0, spec.List("ipFamilies")?.Count ?? 0)
        {
            case (1, 2):
                return TakeAll(spec, 1);
            case (2, 1):
                Release(context, before.Strings("clusterIPs").Skip(1).FirstOrDefault() ?? "None");
                return spec;
            default:
                return spec;
        }
    }

    private MapValue TakeAll(MapValue spec, int from)
    {
        var addresses = spec.Strings("clusterIPs").ToList();
        var families = spec.Strings("ipFamilies").ToArray();
        for (var i = from; i < families.Length; i++)
        {
            var wanted = i < addresses.Count ? addresses[i] : "";
            var taken = wanted.Length > 0 ? Given(spec, families[i], wanted) : Free(families[i]);
            if (i < addresses.Count)
            {
                addresses[i] = taken;
            }
            else
            {
                addresses.Add(taken);
            }

            context.AlsoWrite.Add(new StoreWrite.Create(new ObjectKey(IpAddresses, "", taken), AddressObject(taken, families[i])));
        }

        return addresses.Count == 0 ? spec : spec.With("clusterIP", addresses[0]).With("clusterIPs", ListValue.From(addresses.Select(a => (Value)a)));
    }

    private string Given(MapValue spec, string family, string wanted)
    {
        var address = IpValue.Parse(wanted)!.Value;
        var ranges = ServiceRanges.Of(context, family);
        var range = ranges.FirstOrDefault(r => r.Contains(address));
        var fault = range == default ? (context.DryRun ? OutOfRange(wanted, ranges[0]) : "the provided network does not match the current range")
            : address.Number < ServiceRanges.First(range) || address.Number > ServiceRanges.Last(range) ? OutOfRange(wanted, range)
            : !context.DryRun && context.Snapshot.Get(new ObjectKey(IpAddresses, "", address.ToString())) is not null ? "provided IP is already allocated"
            : null;
        if (fault is null)
        {
            return wanted;
        }

        var errors = new FieldErrors();
        errors.Invalid(FieldPath.Of("spec", "clusterIPs"), spec["clusterIPs"], $"failed to allocate IP {wanted}: {fault}");
        throw StatusDocument.Invalid(new GroupKind("", "Service"), name, errors).ToException();
    }

    private static string OutOfRange(string wanted, CidrValue range) => $"the provided IP ({wanted}) is not in the valid range. The range of valid IPs is {range}";

    private string Free(string family)
    {
        var ranges = ServiceRanges.Of(context, family);
        if (context.DryRun)
        {
            // No address is looked for that nobody will get.
            return ranges[0].Network.ToString();
        }

        foreach (var range in ranges)
        {
            var start = context.Services.Random.Next("clusterIP", name);
            foreach (var address in ServiceRanges.InOrder(range, start))
            {
                if (context.Snapshot.Get(new ObjectKey(IpAddresses, "", address)) is null)
                {
                    return address;
                }
            }
        }

        throw StatusDocument.InternalError($"failed to allocate a serviceIP for Service {GoText.Quote(name)}: range is full").ToException();
    }

    private KubeObject AddressObject(string address, string family)
    {
        var parent = MapValue.Of(("resource", "services"), ("namespace", context.Namespace), ("name", name));
        var metadata = MapValue.Of(
            ("name", address),
            ("uid", SystemFields.NewUid(context.Services.Random, $"ip/{address}")),
            ("creationTimestamp", context.Now),
            ("labels", MapValue.Of(("ipaddress.kubernetes.io/ip-family", family), ("ipaddress.kubernetes.io/managed-by", "ipallocator.k8s.io"))));
        var type = context.Services.Catalog.FindAnyVersion(IpAddresses)!;
        var made = MapValue.Of(("kind", "IPAddress"), ("apiVersion", "networking.k8s.io/v1"), ("metadata", metadata), ("spec", MapValue.Of(("parentRef", parent))));
        return new KubeObject(FieldOwners.TrackUpdate(type, "", null, made, "kube-apiserver", context.Services));
    }
}
