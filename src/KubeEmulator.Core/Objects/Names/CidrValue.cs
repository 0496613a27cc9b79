using System.Globalization;

namespace KubeEmulator.Objects;

/// <summary>An address and the length of its network's prefix, such as <c>10.96.0.0/16</c>; read as leniently as <see cref="IpValue"/>.</summary>
/// <param name="Address">The address as written.</param>
/// <param name="PrefixLength">The length of the prefix, of the family's 32 or 128 bits.</param>
/// <param name="IsStrict">Whether nothing in the text needed leniency.</param>
internal readonly record struct CidrValue(IpValue Address, int PrefixLength, bool IsStrict)
{
    /// <summary>The first address of the network.</summary>
    public IpValue Network => IpValue.Of(Address.Number & Mask, Address.IsIPv4);

    /// <summary>The last address of the network.</summary>
    public IpValue Last => IpValue.Of(Network.Number | (FamilyMask & ~Mask), Address.IsIPv4);

    /// <summary>Whether the address has bits beyond the prefix.</summary>
    public bool HasHostBits => Address.Number != Network.Number;

    private AddressNumber FamilyMask => Address.IsIPv4 ? uint.MaxValue : AddressNumber.MaxValue;

    // A shift by the whole width would wrap round.
    private AddressNumber Mask => PrefixLength == 0 ? 0 : FamilyMask & (FamilyMask << (Address.Width - PrefixLength));

    /// <summary>Reads a network; null where the text is none.</summary>
    public static CidrValue? Parse(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || IpValue.Parse(text[..slash]) is not { } address)
        {
            return null;
        }

        var digits = text.AsSpan(slash + 1);
        var bits = address.FromIPv6Text ? 128 : 32;
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length > bits)
        {
            return null;
        }

        // A mapped address is an IPv4 network after all: its prefix counts from bit 96.
        var family = address.IsMapped ? Math.Max(0, length - 96) : length;
        return new CidrValue(address, family, address.IsStrict && (digits.Length == 1 || digits[0] != '0'));
    }

    /// <summary>Whether an address lies in the network.</summary>
    public bool Contains(IpValue address) => address.IsIPv4 == Address.IsIPv4 && (address.Number & Mask) == Network.Number;

    /// <summary>The network in canonical form.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Network}/{PrefixLength}");
}
