using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>A status subresource whose updates are checked, metadata included (most kinds' <c>Validate...StatusUpdate</c>).</summary>
internal class CheckedStatus(Action<FieldErrors, MapValue, MapValue> check, bool keepsLabels = false, bool checksMetadata = true) : StatusBehavior
{
    /// <summary>One that checks nothing but the metadata.</summary>
    public static readonly CheckedStatus MetadataOnly = new((_, _, _) => { });

    public override MapValue PrepareForUpdate(WriteContext context, MapValue document, KubeObject old)
    {
        var prepared = base.PrepareForUpdate(context, document, old);
        return keepsLabels ? prepared.EditMap("metadata", m => m.WithOptional("labels", old.Metadata.Root["labels"])) : prepared;
    }

    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors)
    {
        if (checksMetadata)
        {
            ObjectMetaRules.Update(errors, context, document, old);
        }

        check(errors, document.Map("status") ?? MapValue.Empty, old.Status);
    }
}
