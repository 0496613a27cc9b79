using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>VolumeAttachments. Upstream: <c>pkg/registry/storage/volumeattachment/strategy.go</c>.</summary>
internal sealed class VolumeAttachmentBehavior : SpecStatusBehavior
{
    private static readonly VolumeAttachmentStatus Status = new();

    public override TableColumns Columns => StorageColumns.VolumeAttachment;

    public override bool AllowsUnconditionalUpdate => false;

    public override bool ReturnsDeletedObject => true;

    protected override bool StatusKeepsMetadata => true;

    protected override SubresourceBehavior StatusWrites => Status;

    public override MapValue Default(MapValue document, string version) =>
        document.EditMap("spec", spec => spec.EditMap("source", source => source.EditMap("inlineVolumeSpec", PersistentVolumeDefaults.Sources)));

    public override void Validate(WriteContext context, MapValue document, FieldErrors errors)
    {
        ObjectMetaRules.Create(errors, document);
        VolumeAttachmentRules.Check(errors, document);
    }

    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors) =>
        VolumeAttachmentRules.Update(errors, context, document, old);
}
