using KubeEmulator.Objects;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>Which ServiceCIDRs the addresses of Services lie in; <c>pkg/api/servicecidr/servicecidr.go</c>. Pure.</summary>
internal static class ServiceCidrCover
{
    public const string ManagedBy = "ipaddress.kubernetes.io/managed-by";
    public const string Allocator = "ipallocator.k8s.io";

    /// <summary>Whether an IPAddress was made for a Service, rather than by somebody for a purpose of their own.</summary>
    public static bool IsAllocated(KubeObject address) => address.Metadata.Labels.String(ManagedBy) == Allocator;

    /// <summary>Whether a ServiceCIDR can go: another one holds all of it, or no Service has an address in it that no other one holds.</summary>
    public static bool MayGo(Snapshot snapshot, KubeObject leaving)
    {
        CidrValue[] own = [.. Ranges(leaving)];
        var others = snapshot.List(ClusterResources.ServiceCidrs).Where(c => c.Name != leaving.Name).SelectMany(Ranges).ToArray();
        if (Array.TrueForAll(own, range => Array.Exists(others, other => Holds(other, range))))
        {
            return true;
        }

        return !snapshot.List(ClusterResources.IpAddresses)
            .Where(IsAllocated)
            .Select(a => IpValue.Parse(a.Name))
            .OfType<IpValue>()
            .Any(address => Array.Exists(own, range => Gives(range, address)) && !Array.Exists(others, other => Gives(other, address)));
    }

    private static IEnumerable<CidrValue> Ranges(KubeObject stored) => stored.Spec.Strings("cidrs").Select(CidrValue.Parse).OfType<CidrValue>();

    private static bool Holds(CidrValue outer, CidrValue inner) => outer.PrefixLength <= inner.PrefixLength && outer.Contains(inner.Network);

    // Neither the network's own address nor IPv4's broadcast address is ever given.
    private static bool Gives(CidrValue range, IpValue address) =>
        range.Contains(address) && address.Number != range.Network.Number && !(address.IsIPv4 && address.Number == range.Last.Number);
}
