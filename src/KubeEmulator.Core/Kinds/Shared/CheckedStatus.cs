using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>A status subresource whose updates are checked.</summary>
internal sealed class CheckedStatus(Action<FieldErrors, MapValue, MapValue> check, bool keepsLabels = false) : StatusBehavior
{
    public override MapValue PrepareForUpdate(WriteContext context, MapValue document, KubeObject old)
    {
        var prepared = base.PrepareForUpdate(context, document, old);
        return keepsLabels ? prepared.EditMap("metadata", m => m.WithOptional("labels", old.Metadata.Root["labels"])) : prepared;
    }

    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors) =>
        check(errors, document.Map("status") ?? MapValue.Empty, old.Status);
}
