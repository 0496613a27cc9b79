using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Counts that may be percentages: budgets, surges, partitions (apps <c>ValidatePositiveIntOrPercent</c>).</summary>
internal static class IntOrStringRules
{
    /// <summary>A count that is not negative, or a percentage.</summary>
    public static void NonNegativeOrPercent(FieldErrors errors, FieldPath path, Value? value)
    {
        if (IntOrString.From(value) is not { } amount)
        {
            return;
        }

        if (amount.Text is { } text)
        {
            errors.Faults(path, text, TextRules.CheckPercent(text));
        }
        else
        {
            errors.NonNegative(path, amount.Number);
        }
    }

    /// <summary>A percentage of at most 100.</summary>
    public static void AtMost100Percent(FieldErrors errors, FieldPath path, Value? value)
    {
        if (Percent(value) > 100)
        {
            errors.Invalid(path, value, "must not be greater than 100%");
        }
    }

    /// <summary>The number of a count or percentage, as it stands; 0 where there is none.</summary>
    public static long Number(Value? value) => IntOrString.From(value) is not { } amount ? 0 : amount.IsText ? Percent(value) ?? 0 : amount.Number;

    private static long? Percent(Value? value) =>
        value is StringValue { Text: var text } && TextRules.CheckPercent(text).Count == 0 && long.TryParse(text.AsSpan(0, text.Length - 1), out var percent) ? percent : null;
}
