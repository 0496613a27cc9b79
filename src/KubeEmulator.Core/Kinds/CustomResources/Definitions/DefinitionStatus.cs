using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>The <c>status</c> of a definition: who writes it may take finalizers off, as the server itself does.</summary>
internal sealed class DefinitionStatus : StatusBehavior
{
    public static readonly DefinitionStatus Instance = new();

    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors)
    {
        ObjectMetaRules.UpdatePlainly(errors, document, old);
        DefinitionStoredVersions.Validate(document, errors);
    }
}
