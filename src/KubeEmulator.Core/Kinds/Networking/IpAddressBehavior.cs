using KubeEmulator.Api;
using KubeEmulator.Objects;

namespace KubeEmulator.Kinds;

/// <summary>IPAddresses: the name is the address in canonical form. Upstream: <c>pkg/apis/networking/validation/validation.go</c>.</summary>
internal sealed class IpAddressBehavior : KindBehavior
{
    public override TableColumns Columns => NetworkingColumns.IpAddress;

    public override IReadOnlyList<string> NameFaults(string name, bool prefix) =>
        IpValue.Parse(name) is not { } address ? ["must be a valid IP address"]
        : address.ToString() != name ? ["must be a canonical format IP address"]
        : [];
}
