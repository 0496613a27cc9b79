namespace KubeEmulator.Kinds;

/// <summary>ServiceCIDRs. Upstream: <c>pkg/registry/networking/servicecidr/strategy.go</c>.</summary>
internal sealed class ServiceCidrBehavior : SpecStatusBehavior
{
    protected override bool StatusKeepsMetadata => true;
}
