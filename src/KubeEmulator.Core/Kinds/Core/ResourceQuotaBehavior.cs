using KubeEmulator.Api;

namespace KubeEmulator.Kinds;

/// <summary>ResourceQuotas. Upstream: <c>pkg/registry/core/resourcequota/strategy.go</c>.</summary>
internal sealed class ResourceQuotaBehavior : SpecStatusBehavior
{
    public override TableColumns Columns => CoreColumns.ResourceQuota;

    public override bool ReturnsDeletedObject => true;
}
