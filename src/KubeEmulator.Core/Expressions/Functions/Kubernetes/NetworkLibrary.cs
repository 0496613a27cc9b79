using System.Globalization;
using KubeEmulator.Objects;
using static KubeEmulator.Expressions.Declare;

namespace KubeEmulator.Expressions;

/// <summary>IP addresses and ranges (apiserver pkg/cel/library/ip.go and cidr.go).</summary>
internal static class NetworkLibrary
{
    public static IEnumerable<CelFunction> All =>
    [
        Function(
            "ip",
            Global("string_to_ip", "string -> net.IP", a => ToIp(Text(a[0]))),
            Member("cidr_ip", "net.CIDR -> net.IP", a => new CelIp(Cidr(a[0]).Address))),
        Function("isIP", Global("is_ip", "string -> bool", a => CelBool.Of(ToIp(Text(a[0])) is CelIp))),
        Function(
            "ip.isCanonical",
            Global("ip_is_canonical", "string -> bool", a => ToIp(Text(a[0])) is var ip && ip is CelIp ? CelBool.Of(ip.ToString() == Text(a[0])) : ip)),
        Function("family", Member("ip_family", "net.IP -> int", a => CelInt.Of(Ip(a[0]).IsIPv4 ? 4 : 6))),
        Is("isUnspecified", "ip_is_unspecified", ip => ip.Number == 0),
        Is("isLoopback", "ip_is_loopback", ip => ip.IsIPv4 ? ip.Number >> 24 == 127 : ip.Number == 1),
        Is("isLinkLocalMulticast", "ip_is_link_local_multicast", IsLinkLocalMulticast),
        Is("isLinkLocalUnicast", "ip_is_link_local_unicast", IsLinkLocalUnicast),
        Is("isGlobalUnicast", "ip_is_global_unicast", IsGlobalUnicast),
        Function("cidr", Global("string_to_cidr", "string -> net.CIDR", a => ToCidr(Text(a[0])))),
        Function("isCIDR", Global("is_cidr", "string -> bool", a => CelBool.Of(ToCidr(Text(a[0])) is CelCidr))),
        Function(
            "containsIP",
            Member("cidr_contains_ip_string", "net.CIDR, string -> bool", a => ToIp(Text(a[1])) is CelIp ip ? Contains(a[0], ip) : CelError.NoSuchOverload),
            Member("cidr_contains_ip_ip", "net.CIDR, net.IP -> bool", a => Contains(a[0], a[1]))),
        Function(
            "containsCIDR",
            Member("cidr_contains_cidr_string", "net.CIDR, string -> bool", a => ToCidr(Text(a[1])) is var c && c is CelCidr ? Contains(a[0], c) : c),
            Member("cidr_contains_cidr", "net.CIDR, net.CIDR -> bool", a => Contains(a[0], a[1]))),
        Function("prefixLength", Member("cidr_prefix_length", "net.CIDR -> int", a => CelInt.Of(Cidr(a[0]).PrefixLength))),
        Function("masked", Member("cidr_masked", "net.CIDR -> net.CIDR", a => Cidr(a[0]).Masked())),
        Function(
            "string",
            Global("ip_to_string", "net.IP -> string", a => CelString.Of(a[0].ToString())),
            Global("cidr_to_string", "net.CIDR -> string", a => CelString.Of(a[0].ToString()))),
    ];

    private static string Text(CelValue value) => ((CelString)value).Text;

    private static IpValue Ip(CelValue value) => ((CelIp)value).Address;

    private static CelCidr Cidr(CelValue value) => (CelCidr)value;

    private static CelFunction Is(string name, string id, Func<IpValue, bool> holds) =>
        Function(name, Member(id, "net.IP -> bool", a => CelBool.Of(holds(Ip(a[0])))));

    private static CelBool Contains(CelValue range, CelValue other) =>
        CelBool.Of(other is CelIp ip ? Cidr(range).Contains(ip.Address) : Cidr(range).Contains(Cidr(other)));

    private static CelValue ToIp(string text)
    {
        var percent = text.IndexOf('%', StringComparison.Ordinal);
        if (percent >= 0 && text[..percent].Contains(':', StringComparison.Ordinal) && IpText.Fault(text[..percent]) is null && percent < text.Length - 1)
        {
            return new CelError($"IP address {GoText.Quote(text)} with zone value is not allowed");
        }

        if (IpText.Fault(text) is { } fault)
        {
            return new CelError($"IP Address {GoText.Quote(text)} parse error during conversion from string: {fault}");
        }

        var address = IpValue.Parse(text)!.Value;
        return address.IsMapped ? new CelError($"IPv4-mapped IPv6 address {GoText.Quote(text)} is not allowed") : new CelIp(address);
    }

    private static CelValue ToCidr(string text)
    {
        const string Wrong = "network address parse error during conversion from string: ";
        var slash = text.LastIndexOf('/');
        if (slash < 0)
        {
            return new CelError($"{Wrong}{Wrong}netip.ParsePrefix({GoText.Quote(text)}): no '/'");
        }

        var zone = text.IndexOf('%', StringComparison.Ordinal);
        if (zone >= 0 && zone < slash && IpText.Fault(text[..zone]) is null)
        {
            return new CelError($"{Wrong}{Wrong}netip.ParsePrefix({GoText.Quote(text)}): IPv6 zones cannot be present in a prefix");
        }

        if (IpText.Fault(text[..slash]) is { } fault)
        {
            return new CelError($"{Wrong}{Wrong}netip.ParsePrefix({GoText.Quote(text)}): {fault}");
        }

        var address = IpValue.Parse(text[..slash])!.Value;
        var bits = text[(slash + 1)..];
        if (bits.Length == 0 || (bits.Length > 1 && !(bits[0] is >= '1' and <= '9'))
            || !int.TryParse(bits, NumberStyles.None, CultureInfo.InvariantCulture, out var length))
        {
            return new CelError($"{Wrong}{Wrong}netip.ParsePrefix({GoText.Quote(text)}): bad bits after slash: {GoText.Quote(bits)}");
        }

        if (length > (address.IsMapped ? 128 : address.Width))
        {
            return new CelError($"{Wrong}{Wrong}netip.ParsePrefix({GoText.Quote(text)}): prefix length out of range");
        }

        return address.IsMapped
            ? new CelError($"{Wrong}IPv4-mapped IPv6 address {GoText.Quote(text)} is not allowed")
            : new CelCidr(address, length);
    }

    private static bool IsLinkLocalMulticast(IpValue ip) => ip.IsIPv4 ? ip.Number >> 8 == 0xe00000 : ip.Number >> 112 is var top && (top & 0xff0f) == 0xff02;

    private static bool IsLinkLocalUnicast(IpValue ip) => ip.IsIPv4 ? ip.Number >> 16 == 0xa9fe : ip.Number >> 118 == 0xfe80 >> 6;

    private static bool IsGlobalUnicast(IpValue ip)
    {
        var isMulticast = ip.IsIPv4 ? ip.Number >> 28 == 0xe : ip.Number >> 120 == 0xff;
        var isLoopback = ip.IsIPv4 ? ip.Number >> 24 == 127 : ip.Number == 1;
        var isBroadcast = ip.IsIPv4 && ip.Number == uint.MaxValue;
        return ip.Number != 0 && !isBroadcast && !isLoopback && !isMulticast && !IsLinkLocalUnicast(ip);
    }
}
