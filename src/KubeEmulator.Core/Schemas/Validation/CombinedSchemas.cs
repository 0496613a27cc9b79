using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Schemas;

/// <summary>allOf, anyOf, oneOf and not; kube-openapi's <c>validate/schema_props.go</c>.</summary>
internal static class CombinedSchemas
{
    public static ValueResult Check(Value value, SchemaConstraints constraints, string path, Value? old)
    {
        var result = new ValueResult();
        if (constraints is { AnyOf.Count: 0, OneOf.Count: 0, AllOf.Count: 0, Not: null })
        {
            result.Match();
            return result;
        }

        var quoted = GoText.Quote(path);
        AnyOf(result, value, constraints.AnyOf, path, quoted, old);
        OneOf(result, value, constraints.OneOf, path, quoted, old);
        AllOf(result, value, constraints.AllOf, path, quoted, old);
        if (constraints.Not is { } not && Against(value, not, path, old).IsValid)
        {
            result.Add(ValueFault.Composite($"{quoted} must not validate the schema (not)"));
        }

        result.Match();
        return result;
    }

    private static void AnyOf(ValueResult result, Value value, IReadOnlyList<Schema> schemas, string path, string quoted, Value? old)
    {
        ValueResult? best = null;
        foreach (var schema in schemas)
        {
            var one = Against(value, schema, path, old);
            if (one.IsValid)
            {
                result.Merge(one);
                return;
            }

            best = best is null || one.Matches > best.Matches ? one : best;
        }

        if (best is not null)
        {
            result.Add(ValueFault.Composite($"{quoted} must validate at least one schema (anyOf)"));
            result.Merge(best);
        }
    }

    private static void OneOf(ValueResult result, Value value, IReadOnlyList<Schema> schemas, string path, string quoted, Value? old)
    {
        ValueResult? best = null;
        ValueResult? first = null;
        var valid = 0;
        foreach (var one in schemas.Select(schema => Against(value, schema, path, old)))
        {
            if (one.IsValid)
            {
                valid++;
                first ??= one;
            }
            else if (valid == 0)
            {
                best = best is null || one.Matches > best.Matches ? one : best;
            }
        }

        if (schemas.Count > 0 && valid != 1)
        {
            var found = valid == 0 ? "Found none valid" : $"Found {valid} valid alternatives";
            result.Add(ValueFault.Composite($"{quoted} must validate one and only one schema (oneOf). {found}"));
            if (valid == 0)
            {
                result.Merge(best!);
            }
        }
        else if (first is not null)
        {
            result.Merge(first);
        }
    }

    private static void AllOf(ValueResult result, Value value, IReadOnlyList<Schema> schemas, string path, string quoted, Value? old)
    {
        var valid = 0;
        foreach (var one in schemas.Select(schema => Against(value, schema, path, old)))
        {
            valid += one.IsValid ? 1 : 0;
            result.Merge(one);
        }

        if (valid != schemas.Count)
        {
            result.Add(ValueFault.Composite($"{quoted} must validate all the schemas (allOf){(valid == 0 ? ". None validated" : "")}"));
        }
    }

    // Whether the value is unchanged is asked where the schema that combines these stands; below, the old value goes along.
    private static ValueResult Against(Value value, Schema schema, string path, Value? old) => ValueValidator.Combined(value, schema, path, old);
}
