using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>A status subresource that keeps the metadata and still checks it.</summary>
internal sealed class MetaCheckedStatus : StatusOnly
{
    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors) =>
        ObjectMetaRules.Update(errors, context, document, old);
}
