using KubeEmulator.Objects;

namespace KubeEmulator.Expressions;

/// <summary>A range of IP addresses, with the address it was written with.</summary>
internal sealed class CelCidr(IpValue address, int prefixLength) : CelOpaque
{
    public IpValue Address { get; } = address;

    public int PrefixLength { get; } = prefixLength;

    public override CelType Type => CelKubernetesTypes.Cidr;

    public override long Size => (PrefixLength + 7) / 8;

    private AddressNumber Mask => PrefixLength == 0 ? 0 : AddressNumber.MaxValue << (Address.Width - PrefixLength);

    public CelCidr Masked() => new(IpValue.Of(Address.Number & Mask, Address.IsIPv4), PrefixLength);

    public bool Contains(IpValue other) => other.IsIPv4 == Address.IsIPv4 && ((other.Number ^ Address.Number) & Mask) == 0;

    public bool Contains(CelCidr other) => Contains(other.Address) && PrefixLength <= other.PrefixLength;

    public override bool EqualTo(CelValue other) =>
        other is CelCidr c && c.PrefixLength == PrefixLength && new CelIp(Address).EqualTo(new CelIp(c.Address));

    public override int Hash() => HashCode.Combine(Address.Number, PrefixLength);

    public override string ToString() => $"{Address}/{PrefixLength}";
}
