using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>A status subresource that changes nothing else and whose updates are checked.</summary>
internal sealed class CheckedStatusOnly(Action<FieldErrors, MapValue> check, bool checksMetadata = false) : StatusOnly
{
    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors)
    {
        if (checksMetadata)
        {
            ObjectMetaRules.UpdatePlainly(errors, document, old);
        }

        check(errors, document);
    }
}
