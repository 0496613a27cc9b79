using KubeEmulator.Objects;

namespace KubeEmulator.Expressions;

/// <summary>An IP address.</summary>
internal sealed class CelIp(IpValue address) : CelOpaque
{
    public IpValue Address { get; } = address;

    public override CelType Type => CelKubernetesTypes.Ip;

    public override long Size => Address.Width / 8;

    public override bool EqualTo(CelValue other) => other is CelIp ip && ip.Address.Number == Address.Number && ip.Address.IsIPv4 == Address.IsIPv4;

    public override int Hash() => Address.Number.GetHashCode();

    public override string ToString() => Address.ToString()!;
}
