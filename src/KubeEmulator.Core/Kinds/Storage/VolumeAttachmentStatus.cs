using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>The status of a VolumeAttachment, checked as the whole object is.</summary>
internal sealed class VolumeAttachmentStatus : StatusOnly
{
    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors) =>
        VolumeAttachmentRules.Update(errors, context, document, old);
}
