using KubeEmulator.Api;

namespace KubeEmulator.Kinds;

/// <summary>ServiceCIDRs. Upstream: <c>pkg/registry/networking/servicecidr/strategy.go</c>.</summary>
internal sealed class ServiceCidrBehavior : SpecStatusBehavior
{
    public override TableColumns Columns => NetworkingColumns.ServiceCidr;

    protected override bool StatusKeepsMetadata => true;
}
