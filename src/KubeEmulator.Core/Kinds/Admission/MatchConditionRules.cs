using KubeEmulator.Expressions;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Expressions that decide whether a webhook or policy looks at a request (<c>validateMatchConditions</c>).</summary>
internal static class MatchConditionRules
{
    private const int Most = 64;

    public static void Check(FieldErrors errors, FieldPath path, ListValue? conditions, bool hasParams)
    {
        if (conditions is null)
        {
            return;
        }

        if (conditions.Count > Most)
        {
            errors.TooMany(path, conditions.Count, Most);
        }

        var expressions = new AdmissionExpressions(hasParams, hasVariables: false);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < conditions.Count; i++)
        {
            var condition = conditions[i] as MapValue ?? MapValue.Empty;
            Condition(errors, path.Index(i), condition, expressions);
            if (condition.StringOrEmpty("name") is { Length: > 0 } name && !seen.Add(name))
            {
                errors.Duplicate(path.Index(i).Child("name"), name);
            }
        }
    }

    private static void Condition(FieldErrors errors, FieldPath path, MapValue condition, AdmissionExpressions expressions)
    {
        var text = condition.StringOrEmpty("expression").Trim();
        if (errors.Present(path.Child("expression"), text))
        {
            ExpressionRules.Report(errors, path.Child("expression"), text, expressions.Compile(text, ExpressionRules.Bool));
        }

        var name = condition.StringOrEmpty("name");
        if (errors.Present(path.Child("name"), name))
        {
            errors.Faults(path.Child("name"), name, NameRules.CheckQualifiedName(name));
        }
    }
}
