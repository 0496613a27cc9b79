using System.Runtime.CompilerServices;
using KubeEmulator.Expressions;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Admission;

/// <summary>A ValidatingAdmissionPolicy and how it judges. Upstream: apiserver <c>plugin/policy/validating/{plugin,validator}.go</c>.</summary>
internal sealed class ValidatingPolicy : AdmissionPolicy
{
    // MaxEvaluatedMessageExpressionSizeBytes in apiserver's pkg/apis/cel.
    private const int LongestMessage = 5 * 1024;

    private static readonly ConditionalWeakTable<KubeObject, ValidatingPolicy> Cache = [];
    private readonly IReadOnlyList<Validation> _validations;
    private readonly IReadOnlyList<(string Key, CompiledExpression Value)> _annotations;

    private ValidatingPolicy(KubeObject policy)
        : base(policy)
    {
        _validations = [.. policy.Spec.Maps("validations").Select(Compile)];
        _annotations = [.. policy.Spec.Maps("auditAnnotations").Select(a => (a.StringOrEmpty("key"), Compiled(a.StringOrEmpty("valueExpression"), [CelType.String, CelType.Null])))];
    }

    public static ValidatingPolicy Of(KubeObject policy) => Cache.GetValue(policy, static p => new ValidatingPolicy(p));

    /// <summary>All verdicts on a request, and what is to be noted; none where the conditions (which do not see the namespace) do not hold.</summary>
    public PolicyVerdicts Judge(ExpressionInput input, KubeObject? space)
    {
        if (!Matches(input.WithNamespace(null), out var fault))
        {
            return fault.Length == 0 ? PolicyVerdicts.None : PolicyVerdicts.OfError(fault, IgnoresErrors);
        }

        input.WithNamespace(space);
        var budget = new ExpressionBudget(CelLimits.RuntimeBudget);
        var results = EvaluateAll(_validations.Select(v => (CompiledExpression?)v.Expression), input, budget, out var exhausted);
        if (exhausted)
        {
            return PolicyVerdicts.OfError(ExpressionBudget.Exhausted, IgnoresErrors);
        }

        var messages = EvaluateAll(_validations.Select(v => v.MessageExpression), input, budget, out var withoutMessages);
        var denials = new List<PolicyDenial>();
        for (var i = 0; i < results.Length; i++)
        {
            var result = results[i];
            if (result.Error.Length > 0 || withoutMessages)
            {
                Add(denials, new PolicyDenial(i, result.Error.Length > 0 ? result.Error : $"failed messageExpression: {ExpressionBudget.Exhausted}", "", true));
            }
            else if (!result.IsTrue)
            {
                Add(denials, new PolicyDenial(i, MessageOf(_validations[i], messages[i]), _validations[i].Reason, false));
            }
        }

        return Annotate(input, denials);
    }

    private void Add(List<PolicyDenial> denials, PolicyDenial denial)
    {
        if (!denial.IsError || !IgnoresErrors)
        {
            denials.Add(denial);
        }
    }

    private PolicyVerdicts Annotate(ExpressionInput input, List<PolicyDenial> denials)
    {
        var values = EvaluateAll(_annotations.Select(a => (CompiledExpression?)a.Value), input, new ExpressionBudget(CelLimits.RuntimeBudget), out var exhausted);
        if (exhausted)
        {
            return PolicyVerdicts.OfError(ExpressionBudget.Exhausted, IgnoresErrors);
        }

        var annotations = new List<KeyValuePair<string, string>>();
        var errors = new List<string>();
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i].Error.Length > 0)
            {
                errors.Add(values[i].Error);
            }
            else if (values[i].Value is CelString text && text.Text.Trim() is { Length: > 0 } trimmed)
            {
                annotations.Add(KeyValuePair.Create(_annotations[i].Key, trimmed));
            }
        }

        return new PolicyVerdicts(denials, annotations, IgnoresErrors ? [] : errors);
    }

    // Each list of expressions computes the variables anew; a missing message has no result.
    private ExpressionResult[] EvaluateAll(IEnumerable<CompiledExpression?> expressions, ExpressionInput input, ExpressionBudget budget, out bool exhausted)
    {
        var variables = Variables(input);
        var results = new List<ExpressionResult>();
        exhausted = false;
        foreach (var expression in expressions)
        {
            var result = expression?.Evaluate(input, budget, variables) ?? default(ExpressionResult) with { Error = "" };
            exhausted |= result.IsExhausted;
            if (exhausted)
            {
                break;
            }

            results.Add(result);
        }

        return [.. results];
    }

    private static string MessageOf(Validation validation, ExpressionResult computed)
    {
        var message = (computed.Value as CelString)?.Text.Trim() ?? "";
        if (System.Text.Encoding.UTF8.GetByteCount(message) > LongestMessage || message.Contains('\n'))
        {
            message = "";
        }

        return message.Length > 0 ? message
            : validation.Message.Length > 0 ? validation.Message.Trim()
            : $"failed expression: {validation.Expression.Text.Trim()}";
    }

    private Validation Compile(MapValue validation) => new(
        Compiled(validation.StringOrEmpty("expression"), [CelType.Bool]),
        validation.String("messageExpression") is { Length: > 0 } message ? new CompiledExpression(message, Expressions.Compile(message, [CelType.String], hasAuthorizer: false)) : null,
        validation.StringOrEmpty("message"),
        validation.String("reason") ?? StatusReason.Invalid);

    private CompiledExpression Compiled(string text, IReadOnlyList<CelType> results) => new(text, Expressions.Compile(text, results));

    private sealed record Validation(CompiledExpression Expression, CompiledExpression? MessageExpression, string Message, string Reason);
}
