using KubeEmulator.Api;

namespace KubeEmulator.Kinds;

/// <summary>CSINodes. Upstream: <c>pkg/registry/storage/csinode</c>.</summary>
internal sealed class CsiNodeBehavior : KindBehavior
{
    public override TableColumns Columns => StorageColumns.CsiNode;

    public override bool AllowsUnconditionalUpdate => false;

    public override bool ReturnsDeletedObject => true;
}
