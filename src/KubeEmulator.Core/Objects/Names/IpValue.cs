using System.Globalization;

namespace KubeEmulator.Objects;

/// <summary>
/// An IP address as 128 bits, IPv4 in its mapped form (<c>::ffff:a.b.c.d</c>). Read as leniently as the server reads
/// fields that are older than its strict rules (<c>k8s.io/utils/net</c>): octets may have leading zeros.
/// </summary>
/// <param name="Bits">The address.</param>
/// <param name="FromIPv6Text">Whether it was written with colons.</param>
/// <param name="IsStrict">Whether nothing in the text needed leniency.</param>
internal readonly record struct IpValue(AddressNumber Bits, bool FromIPv6Text, bool IsStrict)
{
    private static readonly AddressNumber MappedPrefix = 0xffff00000000;

    /// <summary>Whether the address is an IPv4 address, in whatever form it was written.</summary>
    public bool IsIPv4 => Bits >> 32 == 0xffffUL;

    /// <summary>Whether the text was an IPv4 address dressed as IPv6.</summary>
    public bool IsMapped => FromIPv6Text && IsIPv4;

    /// <summary>The number of bits of the address's family.</summary>
    public int Width => IsIPv4 ? 32 : 128;

    /// <summary>The address as the number its family gives it.</summary>
    public AddressNumber Number => IsIPv4 ? Bits & uint.MaxValue : Bits;

    /// <summary>An address of a family by its number.</summary>
    public static IpValue Of(AddressNumber number, bool ipv4) => new(ipv4 ? MappedPrefix | number : number, !ipv4, true);

    /// <summary>Reads an address; null where the text is none.</summary>
    public static IpValue? Parse(string text)
    {
        foreach (var c in text)
        {
            if (c == '.')
            {
                return ParseIPv4(text) is { } v4 ? new IpValue(MappedPrefix | (ulong)v4.Number, false, v4.Strict) : null;
            }

            if (c == ':')
            {
                return ParseIPv6(text);
            }
        }

        return null;
    }

    /// <summary>The canonical text (RFC 5952 for IPv6).</summary>
    public override string ToString()
    {
        if (IsIPv4)
        {
            var v4 = (uint)Bits.Low;
            return string.Create(CultureInfo.InvariantCulture, $"{v4 >> 24}.{(v4 >> 16) & 255}.{(v4 >> 8) & 255}.{v4 & 255}");
        }

        return IPv6Text.Format(Bits);
    }

    internal static (uint Number, bool Strict)? ParseIPv4(ReadOnlySpan<char> text)
    {
        var (number, octets, strict) = (0u, 0, true);
        foreach (var range in text.Split('.'))
        {
            var octet = text[range];
            if (++octets > 4 || octet.IndexOfAnyExceptInRange('0', '9') >= 0 || !uint.TryParse(octet, NumberStyles.None, CultureInfo.InvariantCulture, out var value) || value > 255)
            {
                return null;
            }

            strict &= octet.Length == 1 || octet[0] != '0';
            number = (number << 8) | value;
        }

        return octets == 4 ? (number, strict) : null;
    }

    private static IpValue? ParseIPv6(string text) =>
        IPv6Text.TryParse(text, out var bits, out var strict) ? new IpValue(bits, true, strict) : null;
}
