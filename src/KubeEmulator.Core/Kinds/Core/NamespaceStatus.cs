using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>The status of a namespace, whose phase says the same as its deletion (core <c>ValidateNamespaceStatusUpdate</c>).</summary>
internal sealed class NamespaceStatus : StatusBehavior
{
    public static readonly NamespaceStatus Instance = new();

    // The capital letter is upstream's.
    private static readonly FieldPath Phase = FieldPath.Of("status", "Phase");

    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors)
    {
        ObjectMetaRules.Update(errors, context, document, old);
        var phase = document.StringAt("status", "phase") ?? "";
        if (document.StringAt("metadata", "deletionTimestamp") is null)
        {
            Require(errors, phase, "Active", "may only be 'Active' if `deletionTimestamp` is empty");
        }
        else
        {
            Require(errors, phase, "Terminating", "may only be 'Terminating' if `deletionTimestamp` is not empty");
        }
    }

    private static void Require(FieldErrors errors, string phase, string expected, string text)
    {
        if (phase != expected)
        {
            errors.Invalid(Phase, phase, text);
        }
    }
}
