using KubeEmulator.Api;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>ResourceClaims. Upstream: <c>pkg/registry/resource/resourceclaim/strategy.go</c>.</summary>
internal sealed class ResourceClaimBehavior : SpecStatusBehavior
{
    public override TableColumns Columns => ResourceColumns.Claim;

    public override bool ReturnsDeletedObject => true;

    protected override bool StatusKeepsMetadata => true;

    public override MapValue Default(MapValue document, string version) => document.EditMap("spec", DeviceRequestDefaults.Spec);
}
