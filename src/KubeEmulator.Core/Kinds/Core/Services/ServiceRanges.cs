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
    public static AddressNumber First(CidrValue range) => range.Network.Number + 1;

    /// <summary>The number of the last; IPv4 keeps one for broadcasts.</summary>
    public static AddressNumber Last(CidrValue range) => range.Last.Number - (range.Network.IsIPv4 ? 1u : 0u);

    /// <summary>All addresses beginning somewhere; the lower part, which is for addresses chosen by hand, comes last (calculateRangeOffset).</summary>
    public static IEnumerable<string> InOrder(CidrValue range, ulong start)
    {
        var size = Size(range);
        var offset = Offset(size);
        var span = size - offset;
        for (var step = 0UL; step < size; step++)
        {
            var position = step < span ? offset + Around(start % span, step, span) : step - span;
            yield return IpValue.Of(First(range) + position, range.Network.IsIPv4).ToString();
        }
    }

    // What does not fit into 64 bits is cut, as by RangeSize in k8s.io/utils/net.
    private static ulong Size(CidrValue range)
    {
        var size = Last(range) - First(range) + 1;
        return size.High > 0 ? ulong.MaxValue : size.Low;
    }

    // Steps from a place within the span, and from its end to its beginning; the sum may not fit.
    private static ulong Around(ulong place, ulong step, ulong span) => place < span - step ? place + step : place - (span - step);

    private static ulong Offset(ulong size)
    {
        const ulong Least = 16;
        const ulong Most = 256;
        return size < Least ? 0 : Math.Clamp(size / 16, Least, Most);
    }
}
