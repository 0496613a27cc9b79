using KubeEmulator.Api;

namespace KubeEmulator.Kinds;

/// <summary>VolumeAttachments. Upstream: <c>pkg/registry/storage/volumeattachment/strategy.go</c>.</summary>
internal sealed class VolumeAttachmentBehavior : SpecStatusBehavior
{
    public override TableColumns Columns => StorageColumns.VolumeAttachment;

    public override bool AllowsUnconditionalUpdate => false;

    public override bool ReturnsDeletedObject => true;

    protected override bool StatusKeepsMetadata => true;
}
