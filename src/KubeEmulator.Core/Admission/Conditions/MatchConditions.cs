using KubeEmulator.Expressions;
using KubeEmulator.Values;

namespace KubeEmulator.Admission;

/// <summary>The match conditions of a webhook or a policy. Upstream: apiserver <c>plugin/webhook/matchconditions/matcher.go</c>.</summary>
internal sealed class MatchConditions
{
    private readonly CompiledExpression[] _conditions;
    private readonly bool _ignoresErrors;

    private MatchConditions(CompiledExpression[] conditions, bool ignoresErrors) => (_conditions, _ignoresErrors) = (conditions, ignoresErrors);

    /// <summary>Compiles the conditions of a hook; null where it has none.</summary>
    public static MatchConditions? Compile(MapValue owner, AdmissionExpressions expressions)
    {
        CompiledExpression[] conditions = [.. owner.Maps("matchConditions").Select(c => c.StringOrEmpty("expression")).Select(text => new CompiledExpression(text, expressions.Compile(text, [CelType.Bool])))];
        return conditions.Length == 0 ? null : new MatchConditions(conditions, owner.String("failurePolicy") == "Ignore");
    }

    /// <summary>
    /// Whether all hold. One that is false decides, whatever errors others have; an error is handed over where the hook fails
    /// closed, and means no where it does not.
    /// </summary>
    public bool Match(ExpressionInput input, out string error, PolicyVariables? variables = null)
    {
        error = "";
        var budget = new ExpressionBudget(CelLimits.MatchConditionBudget);
        var errors = new List<string>();
        var results = new ExpressionResult[_conditions.Length];
        for (var i = 0; i < results.Length; i++)
        {
            results[i] = _conditions[i].Evaluate(input, budget, variables);
            if (results[i].IsExhausted)
            {
                error = _ignoresErrors ? "" : results[i].Error;
                return false;
            }
        }

        foreach (var result in results)
        {
            if (result.IsFalse)
            {
                return false;
            }

            if (result.Error.Length > 0 && !errors.Contains(result.Error))
            {
                errors.Add(result.Error);
            }
        }

        if (errors.Count == 0)
        {
            return true;
        }

        error = _ignoresErrors ? "" : errors.Count == 1 ? errors[0] : $"[{string.Join(", ", errors)}]";
        return false;
    }
}
