using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>The <c>status</c> of a custom resource: nothing else changes but managedFields; apiextensions' <c>registry/customresource/status_strategy.go</c>.</summary>
internal sealed class CustomResourceStatus(CustomResourceVersion version) : SubresourceBehavior
{
    public override MapValue PrepareForUpdate(WriteContext context, MapValue document, KubeObject old)
    {
        // The precondition stays the document's own until the store has checked it.
        var metadata = old.Metadata.Root
            .WithOptional("managedFields", document.Map("metadata")?["managedFields"]);
        return Schemas.UnstructuredForm.Of(old.Root.With("metadata", metadata).WithOptional("status", document["status"]));
    }

    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors) =>
        CustomResourceRules.ValidateStatusUpdate(version, document, old.Root, errors, context.Request.Warn);
}
