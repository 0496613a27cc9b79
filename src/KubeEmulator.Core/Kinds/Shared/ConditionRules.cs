using System.Text.RegularExpressions;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Conditions of the common kind (apimachinery <c>ValidateConditions</c>).</summary>
internal static partial class ConditionRules
{
    private const int LongestReason = 1024;
    private const int LongestMessage = 32 * 1024;
    private const string ReasonPattern = "[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?";

    public static void Check(FieldErrors errors, FieldPath path, MapValue status)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var condition in status.Maps("conditions"))
        {
            var at = path.Index(index++);
            if (!seen.Add(condition.StringOrEmpty("type")))
            {
                errors.Duplicate(at.Child("type"), condition.StringOrEmpty("type"));
            }

            Condition(errors, at, condition);
        }
    }

    private static void Condition(FieldErrors errors, FieldPath path, MapValue condition)
    {
        LabelSelectorRules.CheckLabelName(errors, path.Child("type"), condition.StringOrEmpty("type"));
        errors.OneOf(path.Child("status"), condition.StringOrEmpty("status"), "False", "True", "Unknown");
        if (condition.Integer("observedGeneration") is { } generation and < 0)
        {
            errors.Invalid(path.Child("observedGeneration"), generation, "must be greater than or equal to zero");
        }

        if (condition["lastTransitionTime"].IsNullOrAbsent())
        {
            errors.Required(path.Child("lastTransitionTime"));
        }

        var reason = condition.StringOrEmpty("reason");
        if (errors.Present(path.Child("reason"), reason))
        {
            if (!Reason().IsMatch(reason))
            {
                errors.Invalid(path.Child("reason"), reason, NameRules.Regex("a condition reason must start with alphabetic character, optionally followed by a string of alphanumeric characters or '_,:', and must end with an alphanumeric character or '_'", ReasonPattern, "my_name", "MY_NAME", "MyName", "ReasonA,ReasonB", "ReasonA:ReasonB"));
            }

            if (reason.Length > LongestReason)
            {
                errors.TooLong(path.Child("reason"), LongestReason);
            }
        }

        if (condition.StringOrEmpty("message").Length > LongestMessage)
        {
            errors.TooLong(path.Child("message"), LongestMessage);
        }
    }

    [GeneratedRegex(@"\A[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Reason();
}
