using KubeEmulator.Expressions;
using KubeEmulator.Objects;
using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>
/// One evaluation of all rules of an object, within one budget. Upstream: apiextensions' <c>pkg/apiserver/schema/cel/validation.go</c>.
/// </summary>
internal sealed class RuleRun(FieldErrors errors, Action<string> warn)
{
    private const string OutOfBudget = "validation failed due to running out of cost budget, no further validation rules will be run";
    private const int LongestMessage = 5 * 1024;

    private ulong _budget = CelLimits.RuntimeBudget;
    private bool _stopped;

    /// <summary>Told of every rule evaluated: where, the rule, what came out, and what it saw; for who explains.</summary>
    public Action<string, CompiledRule, CelResult, ICelActivation>? Observer { get; init; }

    /// <summary>Adds the faults of an object; <paramref name="old"/> is null on create.</summary>
    public static void Validate(RuleTree? rules, MapValue document, MapValue? old, FieldErrors errors, Action<string> warn)
    {
        if (rules is not null)
        {
            new RuleRun(errors, warn).Visit(rules, null, document, old, new Correlation(document, old, null, null));
        }
    }

    /// <summary>Judges a value and everything in it.</summary>
    public void Visit(RuleTree node, FieldPath? path, Value value, Value? old, Correlation correlation)
    {
        if (_stopped || value is NullValue)
        {
            return;
        }

        old = old is NullValue ? null : old;
        Judge(node, path, value, old, correlation);
        switch (value)
        {
            case ListValue list when node.Items is { } items:
                var before = node.Schema.ListType == ListType.Map ? Keyed(node.Schema, old as ListValue) : null;
                for (var i = 0; i < list.Count && !_stopped; i++)
                {
                    var oldItem = before?.GetValueOrDefault(KeyOf(node.Schema, list[i]));
                    Visit(items, (path ?? FieldPath.Of("")).Index(i), list[i], oldItem, correlation.Item(list[i], oldItem));
                }

                break;
            case MapValue map:
                VisitMap(node, path, map, old as MapValue, correlation);
                break;
        }
    }

    private void VisitMap(RuleTree node, FieldPath? path, MapValue map, MapValue? old, Correlation correlation)
    {
        foreach (var (key, value) in map)
        {
            if (_stopped)
            {
                return;
            }

            if (node.AdditionalProperties is { } values && node.Schema.Fields[key] is null)
            {
                Visit(values, (path ?? FieldPath.Of("")).Key(key), value, old?[key], correlation.Key(key));
            }
            else if (node.Properties.TryGetValue(key, out var property))
            {
                Visit(property, path?.Child(key) ?? FieldPath.Of(key), value, old?[key], correlation.Key(key));
            }
        }
    }

    private void Judge(RuleTree node, FieldPath? path, Value value, Value? old, Correlation correlation)
    {
        if (node.Rules.Count == 0)
        {
            return;
        }

        if (_budget == 0)
        {
            Stop(path, node, OutOfBudget);
            return;
        }

        var self = CelConversion.FromJson(value, node.Type.Type);
        var oldSelf = old is null ? null : CelConversion.FromJson(old, node.Type.Type);
        var plain = new CelActivation().Set("self", self).Set("oldSelf", () => oldSelf);
        var optional = new CelActivation().Set("self", self).Set("oldSelf", () => oldSelf is null ? CelOptional.None : CelOptional.Of(oldSelf));
        foreach (var rule in node.Rules)
        {
            if (_stopped)
            {
                return;
            }

            if (rule.Error is { } wrong)
            {
                Invalid(path, node, $"rule compile error: {wrong}");
            }
            else if (rule.Program is not null && !(rule.UsesOldSelf && old is null && !rule.OptionalOldSelf))
            {
                Evaluate(node, rule, path, value, rule.OptionalOldSelf ? optional : plain, plain, correlation);
            }
        }
    }

    private void Evaluate(RuleTree node, CompiledRule rule, FieldPath? path, Value value, CelActivation activation, CelActivation forMessage, Correlation correlation)
    {
        var result = rule.Program!.Evaluate(activation);
        Observer?.Invoke(path?.ToString() ?? "", rule, result, activation);
        if (!Pay(result.Cost))
        {
            Stop(path, node, OutOfBudget);
        }
        else if (result.Error is { } error)
        {
            if (error.StartsWith("no such overload", StringComparison.Ordinal))
            {
                Invalid(path, node, $"'{error}': call arguments did not match a supported operator, function or macro signature for rule: {rule.Name}");
            }
            else if (result.ExceededCost)
            {
                Stop(path, node, $"'{error}': no further validation rules will be run due to call cost exceeds limit for rule: {rule.Name}");
            }
            else
            {
                Invalid(path, node, $"{error} evaluating rule: {rule.Name}");
            }
        }
        else if (!result.IsTrue)
        {
            Refuse(node, rule, path, value, rule.OptionalOldSelf ? activation : forMessage, correlation);
        }
    }

    private void Refuse(RuleTree node, CompiledRule rule, FieldPath? path, Value value, CelActivation activation, Correlation correlation)
    {
        var at = rule.FieldPath is { } below ? path?.Child(below) ?? FieldPath.Of(below) : path;
        var detail = rule.Message.Length > 0 ? rule.Message.Trim() : $"failed rule: {rule.Name}";
        if (rule.MessageProgram is { } program)
        {
            var message = program.Evaluate(activation);
            if (!Pay(message.Cost))
            {
                Add(new FieldError(FieldErrorType.Invalid, Text(at), $"Invalid value: {GoText.Quote(node.TypeName)}: messageExpression evaluation failed due to running out of cost budget, no further validation rules will be run"));
                _stopped = true;
                return;
            }

            if (message.ExceededCost)
            {
                Add(new FieldError(FieldErrorType.Invalid, Text(at), $"Invalid value: {GoText.Quote(node.TypeName)}: no further validation rules will be run due to call cost exceeds limit for messageExpression: {GoText.Quote(program.Text)}"));
                _stopped = true;
                return;
            }

            // A message that cannot be made, or is none, gives way to the rule's own.
            if (message.Value is CelString made && made.Text.Trim() is { Length: > 0 and <= LongestMessage } text && !text.Contains('\n', StringComparison.Ordinal))
            {
                detail = text;
            }
        }

        Add(Fault(rule, Text(at), node.TypeName is "object" or "array" ? null : value, detail));

        void Add(FieldError error)
        {
            if (!rule.UsesOldSelf && correlation.IsUnchanged)
            {
                warn(error.ToString());
            }
            else
            {
                errors.Add(error);
            }
        }
    }

    private static FieldError Fault(CompiledRule rule, string path, Value? value, string detail)
    {
        var shown = value is null ? "" : $"{FieldErrorText.Value(value)}";
        return rule.Reason switch
        {
            "FieldValueForbidden" => new FieldError(FieldErrorType.Forbidden, path, $"Forbidden: {detail}"),
            "FieldValueRequired" => new FieldError(FieldErrorType.Required, path, $"Required value: {detail}"),
            "FieldValueDuplicate" => new FieldError(FieldErrorType.Duplicate, path, shown.Length == 0 ? "Duplicate value" : $"Duplicate value: {shown}"),
            _ => new FieldError(FieldErrorType.Invalid, path, shown.Length == 0 ? $"Invalid value: {detail}" : $"Invalid value: {shown}: {detail}"),
        };
    }

    private bool Pay(ulong cost)
    {
        if (cost > _budget)
        {
            return false;
        }

        _budget -= cost;
        return true;
    }

    private void Stop(FieldPath? path, RuleTree node, string detail)
    {
        Invalid(path, node, detail);
        _stopped = true;
    }

    private void Invalid(FieldPath? path, RuleTree node, string detail) =>
        errors.Add(new FieldError(FieldErrorType.Invalid, Text(path), $"Invalid value: {GoText.Quote(node.TypeName)}: {detail}"));

    private static string Text(FieldPath? path) => path?.ToString() ?? "<nil>";

    private static Dictionary<MapValue, Value>? Keyed(Schema schema, ListValue? old)
    {
        var keyed = new Dictionary<MapValue, Value>();
        foreach (var item in old ?? ListValue.Empty)
        {
            keyed.TryAdd(KeyOf(schema, item), item);
        }

        return keyed;
    }

    private static MapValue KeyOf(Schema schema, Value item)
    {
        var key = MapValue.Empty;
        foreach (var name in schema.ListKeys)
        {
            key = (item as MapValue)?[name] is { } value ? key.With(name, value) : key;
        }

        return key;
    }
}
