using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>A spec that stays what it was made as; the message shows it whole.</summary>
internal static class ImmutableSpec
{
    public static void Check(FieldErrors errors, MapValue document, KubeObject old, string typeName)
    {
        if (!SemanticEquality.Equal(document["spec"], old.Root["spec"]))
        {
            errors.InvalidText(FieldPath.Of("spec"), InternalText.Of(document["spec"], typeName), FieldChecks.ImmutableText);
        }
    }
}
