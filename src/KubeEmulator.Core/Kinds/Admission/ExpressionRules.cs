using KubeEmulator.Expressions;
using KubeEmulator.Objects;

namespace KubeEmulator.Kinds;

/// <summary>How faults of expressions become field errors (<c>convertCELErrorToValidationError</c>).</summary>
internal static class ExpressionRules
{
    public static readonly CelType[] Bool = [CelType.Bool];
    public static readonly CelType[] Text = [CelType.String];
    public static readonly CelType[] TextOrNull = [CelType.String, CelType.Null];

    /// <summary>Adds the fault of an expression, where it has one.</summary>
    public static void Report(FieldErrors errors, FieldPath path, string text, AdmissionCompilation compiled)
    {
        if (compiled.Error.Length == 0)
        {
            return;
        }

        if (compiled.IsInternal)
        {
            errors.Internal(path, compiled.Error);
        }
        else
        {
            errors.Invalid(path, text, compiled.Error);
        }
    }
}
