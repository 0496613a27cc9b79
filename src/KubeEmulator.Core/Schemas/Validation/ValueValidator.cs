using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Schemas;

/// <summary>
/// Validates a custom resource against its structural schema with the rules and texts of kube-openapi's
/// <c>pkg/validation/validate</c>. On an update, faults of values that did not change are let pass (ratcheting), as in
/// apiextensions' <c>validation/ratcheting.go</c>.
/// </summary>
internal static class ValueValidator
{
    /// <summary>Adds every fault of a new object.</summary>
    public static void Validate(FieldErrors errors, MapValue document, Schema schema)
    {
        if (!PlainValidity.IsCertain(document, schema))
        {
            Report(errors, Validate(document, schema, "", null));
        }
    }

    /// <summary>Adds the faults that an update makes.</summary>
    public static void ValidateUpdate(FieldErrors errors, MapValue document, MapValue old, Schema schema)
    {
        if (!PlainValidity.IsCertain(document, schema))
        {
            Report(errors, Validate(document, schema, "", old));
        }
    }

    /// <summary>Validates a value against a schema; <paramref name="old"/> is the value before, null where there is none to compare with.</summary>
    internal static ValueResult Validate(Value value, Schema schema, string path, Value? old)
    {
        var result = Combined(value, schema, path, old);
        if (!result.IsValid && old is not null && value.Equals(old))
        {
            result.Ratchet();
        }

        return result;
    }

    /// <summary>As <see cref="Validate(Value, Schema, string, Value?)"/>, but of one schema among several: it does not itself let faults pass.</summary>
    internal static ValueResult Combined(Value value, Schema schema, string path, Value? old)
    {
        var result = new ValueResult();
        var constraints = schema.Constraints ?? SchemaConstraints.None;
        if (value is NullValue)
        {
            TypeRule.CheckNull(result, schema, path);
            CheckEnum(result, value, constraints, path);
            return result;
        }

        TypeRule.Check(result, value, schema, path);
        result.Merge(CombinedSchemas.Check(value, constraints, path, old));
        result.Match();
        switch (value)
        {
            case StringValue text:
                StringRules.Check(result, text, schema, constraints, path);
                break;
            case NumberValue number:
                NumberRules.Check(result, number, schema, constraints, path);
                break;
            case ListValue list:
                ListRules.Check(result, list, schema, constraints, path, old);
                break;
            case MapValue map:
                ObjectRules.Check(result, map, schema, constraints, path, old);
                break;
        }

        CheckEnum(result, value, constraints, path);
        result.Match();
        result.Match();
        return result;
    }

    private static void CheckEnum(ValueResult result, Value value, SchemaConstraints constraints, string path)
    {
        if (constraints.Enum is not { } allowed)
        {
            return;
        }

        foreach (var candidate in allowed)
        {
            // Go converts a float to an integer member's type before it compares, and so cuts off its fraction.
            if (value.Equals(candidate)
                || (value is NumberValue number && candidate is NumberValue { IsInteger: true } integer && Math.Truncate(number.AsDouble) == integer.AsDouble))
            {
                return;
            }
        }

        result.Add(ValueFault.NotSupported(path, value, allowed));
    }

    private static void Report(FieldErrors errors, ValueResult result)
    {
        foreach (var fault in result.Faults)
        {
            errors.Add(fault.Error);
        }
    }
}
