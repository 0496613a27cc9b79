using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Rules compile, cost little enough, and speak of <c>oldSelf</c> only where there can be one.</summary>
internal static class SchemaExpressionRules
{
    public static void Validate(ListValue rules, FieldPath path, SchemaPosition position, SchemaNode node, bool ignoreCosts, FieldErrors errors)
    {
        if (node.Type is not { } type)
        {
            errors.Internal(path, "internal error: failed to construct type information for x-kubernetes-validations rules: unable to convert structural schema to CEL declarations");
            return;
        }

        var compiled = CompiledRule.All(node.Schema, type);
        for (var i = 0; i < compiled.Count; i++)
        {
            Cost("estimated rule cost", compiled[i].MaxCost, node.Evaluations, path.Index(i).Child("rule"), node, ignoreCosts, errors);
            if (compiled[i].Error is { } fault)
            {
                errors.InvalidText(path.Index(i).Child("rule"), GoForm(compiled[i].Facts), fault);
            }

            if (compiled[i].MessageError is { } wrong)
            {
                errors.InvalidText(path.Index(i).Child("messageExpression"), GoForm(compiled[i].Facts), wrong);
            }
            else if (compiled[i].MessageProgram is not null)
            {
                // A message is made once, whatever the number of values.
                Cost("estimated messageExpression cost", compiled[i].MessageMaxCost, 1, path.Index(i).Child("messageExpression"), node, ignoreCosts, errors);
            }

            if (compiled[i].UsesOldSelf && position.Uncorrelatable is { } uncorrelatable)
            {
                errors.Invalid(path.Index(i).Child("rule"), compiled[i].Text, $"oldSelf cannot be used on the uncorrelatable portion of the schema within {uncorrelatable}");
            }
            else if (!compiled[i].UsesOldSelf && compiled[i].Facts.Bool("optionalOldSelf") is { } said)
            {
                errors.Invalid(path.Index(i).Child("optionalOldSelf"), said, "may not be set if oldSelf is not used in rule");
            }
        }
    }

    private static void Cost(string what, ulong once, ulong times, FieldPath path, SchemaNode node, bool ignoreCosts, FieldErrors errors)
    {
        var cost = RuleCosts.Times(once, times);
        if (!ignoreCosts && cost > RuleCosts.PerRule)
        {
            errors.Forbidden(path, RuleCosts.Message(what, cost, RuleCosts.PerRule));
        }

        node.Costs.Add(path, cost);
    }

    // A rule as Go prints its internal struct.
    private static string GoForm(MapValue rule)
    {
        var text = MapValue.Of(
            ("Rule", rule.StringOrEmpty("rule")),
            ("Message", rule.StringOrEmpty("message")),
            ("MessageExpression", rule.StringOrEmpty("messageExpression")),
            ("Reason", rule["reason"] ?? Value.Null),
            ("FieldPath", rule.StringOrEmpty("fieldPath")),
            ("OptionalOldSelf", rule["optionalOldSelf"] ?? Value.Null));
        return FieldErrorText.Value(text);
    }
}
