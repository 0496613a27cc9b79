using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>The networks that cluster IPs come from: those the cluster was set up with, then those of ready ServiceCIDRs.</summary>
internal static class ServiceRanges
{
    private static readonly GroupResource ServiceCidrs = new("networking.k8s.io", "servicecidrs");

    /// <summary>The networks of a family.</summary>
    public static IReadOnlyList<CidrValue> Of(WriteContext context, string family)
    {
        var added = context.Snapshot.List(ServiceCidrs)
            .Where(c => !c.Metadata.IsDeleting && c.Status.Maps("conditions").Any(s => s.StringOrEmpty("type") == "Ready" && s.StringOrEmpty("status") == "True"))
            .SelectMany(c => c.Spec.Strings("cidrs"));
        var ranges = new List<CidrValue>();
        foreach (var text in context.Services.Settings.ServiceClusterIpRanges.Concat(added))
        {
            if (CidrValue.Parse(text) is { } range && range.Address.IsIPv4 == (family == "IPv4") && !ranges.Contains(range))
            {
                ranges.Add(range);
            }
        }

        return ranges;
    }

    /// <summary>The number of the first address that can be given.</summary>
    public static UInt128 First(CidrValue range) => range.Network.Number + 1;

    /// <summary>The number of the last; IPv4 keeps one for broadcasts.</summary>
    public static UInt128 Last(CidrValue range) => range.Last.Number - (range.Network.IsIPv4 ? 1u : 0u);

    /// <summary>All addresses beginning somewhere; the lower part, which is for addresses chosen by hand, comes last (calculateRangeOffset).</summary>
    public static IEnumerable<string> InOrder(CidrValue range, ulong start)
    {
        var size = Last(range) - First(range) + 1;
        var offset = Offset(size);
        var span = size - offset;
        for (UInt128 step = 0; step < size; step++)
        {
            var position = step < span ? offset + ((start + step) % span) : step - span;
            yield return IpValue.Of(First(range) + position, range.Network.IsIPv4).ToString();
        }
    }

    private static UInt128 Offset(UInt128 size)
    {
        const int Least = 16;
        const int Most = 256;
        return size < Least ? 0 : UInt128.Clamp(size / 16, Least, Most);
    }
}
