using KubeEmulator.Api;

namespace KubeEmulator.Kinds;

/// <summary>VolumeAttributesClasses. Upstream: <c>pkg/registry/storage/volumeattributesclass</c>.</summary>
internal sealed class VolumeAttributesClassBehavior : KindBehavior
{
    public override TableColumns Columns => StorageColumns.VolumeAttributesClass;

    public override bool ReturnsDeletedObject => true;
}
