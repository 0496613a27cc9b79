using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>What a VolumeAttachment must be. Upstream: <c>ValidateVolumeAttachment</c> in <c>pkg/apis/storage/validation/validation.go</c>.</summary>
internal static class VolumeAttachmentRules
{
    private const int LongestMessage = 1024;
    private const int ToldLength = 256 * 1024;
    private static readonly FieldPath Spec = FieldPath.Of("spec");
    private static readonly FieldPath Status = FieldPath.Of("status");

    public static void Check(FieldErrors errors, MapValue attachment)
    {
        var (spec, status) = (attachment.Map("spec") ?? MapValue.Empty, attachment.Map("status") ?? MapValue.Empty);
        NetworkVolumeRules.CsiDriverName(errors, Spec.Child("attacher"), spec.StringOrEmpty("attacher"));
        var source = spec.Map("source") ?? MapValue.Empty;
        Source(errors, Spec.Child("source"), source);
        errors.Subdomain(Spec.Child("nodeName"), spec.StringOrEmpty("nodeName"));
        DriverRules.AttachmentMetadata(errors, Status.Child("attachmentMetadata"), status.Map("attachmentMetadata"));
        VolumeError(errors, Status.Child("attachError"), status.Map("attachError"));
        VolumeError(errors, Status.Child("detachError"), status.Map("detachError"));
        if (source.String("persistentVolumeName") is { } volume)
        {
            errors.Subdomain(FieldPath.Of("spec.source.persistentVolumeName"), volume);
        }
    }

    public static void Update(FieldErrors errors, WriteContext context, MapValue attachment, KubeObject old)
    {
        ObjectMetaRules.AsNew(errors, context, attachment);
        Check(errors, attachment);
        if (!SemanticEquality.Equal(attachment["spec"], old.Root["spec"]))
        {
            errors.InvalidText(Spec, InternalText.Of(attachment["spec"], "io.k8s.api.storage.v1.VolumeAttachmentSpec"), FieldChecks.ImmutableText);
        }
    }

    private static void Source(FieldErrors errors, FieldPath path, MapValue source)
    {
        const string one = "must specify exactly one of inlineVolumeSpec and persistentVolumeName";
        switch (source.Map("inlineVolumeSpec"), source.String("persistentVolumeName"))
        {
            case (null, null):
                errors.Required(path, one);
                break;
            case ({ }, { }):
                errors.Forbidden(path, one);
                break;
            case (null, { } volume):
                errors.Present(path.Child("persistentVolumeName"), volume, "must specify non empty persistentVolumeName");
                break;
            case ({ } inline, null):
                PersistentVolumeSpecRules.CheckInline(errors, path.Child("inlineVolumeSpec"), inline);
                break;
        }
    }

    // Upstream tells another length than it checks.
    private static void VolumeError(FieldErrors errors, FieldPath path, MapValue? error)
    {
        if (error?.StringOrEmpty("message").Length > LongestMessage)
        {
            errors.TooLong(path.Child("message"), ToldLength);
        }

        if (error?.Integer("errorCode") is { } code and < 0)
        {
            errors.Invalid(path.Child("errorCode"), code, "must be between 0 and 2147483647, inclusive");
        }
    }
}
