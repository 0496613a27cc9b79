using KubeEmulator.Api;

namespace KubeEmulator.Kinds;

/// <summary>CSIStorageCapacities. Upstream: <c>pkg/registry/storage/csistoragecapacity</c>.</summary>
internal sealed class CsiStorageCapacityBehavior : KindBehavior
{
    public override bool AllowsUnconditionalUpdate => false;
}
