using KubeEmulator.Objects;
using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Defaults must satisfy the schema they stand in; apiextensions' <c>pkg/apiserver/schema/defaulting/validation.go</c>.</summary>
internal static class DefaultRules
{
    public static void Validate(Schema schema, FieldPath path, FieldErrors errors) => Visit(schema, path, isRoot: true, errors);

    private static void Visit(Schema schema, FieldPath path, bool isRoot, FieldErrors errors)
    {
        if (schema.Default is { } value)
        {
            Check(schema, value, path.Child("default"), errors);
        }

        // Defaults below additionalProperties never apply and are forbidden elsewhere.
        if (schema is { Kind: SchemaKind.List, Element: { } items })
        {
            Visit(items, path.Child("items"), false, errors);
        }

        foreach (var field in schema.Fields)
        {
            if (!(isRoot && field.Name is "metadata" or "apiVersion" or "kind" && isRoot))
            {
                Visit(field.Schema, path.Child("properties").Key(field.Name), false, errors);
            }
        }
    }

    private static void Check(Schema schema, Value value, FieldPath path, FieldErrors errors)
    {
        var wrapped = new Schema { Kind = SchemaKind.Object, Fields = new SchemaFields([new SchemaField("default", () => schema)]) };
        var unknown = new List<string>();
        Pruner.Prune(MapValue.Of(("default", value)), wrapped, unknown);
        if (unknown.Count > 0)
        {
            errors.Invalid(path, value, "must not have unknown fields");
        }

        var before = errors.Count;
        if (value is MapValue map)
        {
            var found = new FieldErrors();
            EmbeddedObjects.Validate(MapValue.Of(("default", map)), wrapped, found);
            foreach (var fault in found)
            {
                errors.Add(fault with { Field = path + fault.Field["default".Length..] });
            }
        }

        if (errors.Count == before)
        {
            PartValidation.Validate(path.ToString(), value, null, schema, errors);
        }

        if (errors.Count == before && RuleTree.OfPart(schema) is { } rules)
        {
            // As an unchanged value, and as one that nobody had before.
            new RuleRun(errors, static _ => { }).Visit(rules, path, value, value, Correlation.None);
            if (errors.Count == before)
            {
                new RuleRun(errors, static _ => { }).Visit(rules, path, value, null, Correlation.None);
            }
        }
    }
}
