using KubeEmulator.Api;

namespace KubeEmulator.Kinds;

/// <summary>ResourceSlices. Upstream: <c>pkg/registry/resource/resourceslice/strategy.go</c>.</summary>
internal sealed class ResourceSliceBehavior : KindBehavior
{
    public override TableColumns Columns => ResourceColumns.Slice;

    public override bool ReturnsDeletedObject => true;

    public override bool TracksGeneration => true;
}
