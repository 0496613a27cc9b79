using KubeEmulator.Objects;
using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>One schema of a definition: structure, defaults, keywords, rules and their cost; <c>validateCustomResourceDefinitionValidation</c>.</summary>
internal static class DefinitionSchemaRules
{
    private static readonly string[] NotAtRoot =
    [
        "id", "$schema", "$ref", "nullable", "default", "enum",
        "maxProperties", "minProperties", "allOf", "oneOf", "anyOf", "not",
        "additionalProperties", "patternProperties", "dependencies",
        "additionalItems", "definitions", "x-kubernetes-embedded-resource",
        "x-kubernetes-int-or-string", "x-kubernetes-list-map-keys", "x-kubernetes-list-type",
        "x-kubernetes-map-type",
    ];

    private const string AllowedAtRoot = "[Description Type Format Title Maximum ExclusiveMaximum Minimum ExclusiveMinimum MaxLength MinLength Pattern MaxItems MinItems UniqueItems MultipleOf Required Items Properties ExternalDocs Example XPreserveUnknownFields XValidations]";

    public static void Validate(MapValue schema, FieldPath path, bool hasStatus, bool unchanged, FieldErrors errors)
    {
        if (hasStatus)
        {
            ValidateRoot(schema, path, errors);
        }

        if (schema.Bool("nullable") == true)
        {
            errors.Forbidden(path.Child("nullable"), "nullable cannot be true at the root");
        }

        var costs = new RuleCosts();
        var node = ValidateStructure(schema, path, errors) ? SchemaNode.Root(schema, costs) : null;
        var keywords = new SchemaKeywordRules(unchanged);
        keywords.Validate(schema, path, SchemaPosition.Root, node);
        keywords.AddTo(errors);
        costs.AddTotal(path, errors);
    }

    // Rules can be checked only where the structure is sound.
    private static bool ValidateStructure(MapValue schema, FieldPath path, FieldErrors errors)
    {
        if (DefinitionSchemas.HasUnsupported(schema))
        {
            return false;
        }

        var faults = StructuralRules.Validate(schema, path);
        if (faults.Count == 0)
        {
            var found = new FieldErrors();
            DefaultRules.Validate(StructuralSchema.From(schema), path, found);
            faults = [.. found];
        }

        foreach (var fault in faults)
        {
            errors.Add(fault);
        }

        return faults.Count == 0;
    }

    // With a status of its own, the root may only say what is not lost when the status is judged by itself.
    private static void ValidateRoot(MapValue schema, FieldPath path, FieldErrors errors)
    {
        if (schema.String("type") is { Length: > 0 } type && type != "object")
        {
            errors.Invalid(path.Child("type"), type, "only \"object\" is allowed as the type at the root of the schema if the status subresource is enabled");
        }
        else if (NotAtRoot.Any(n => schema[n] is { } value && value is not BoolValue { Value: false }))
        {
            errors.Invalid(path, schema, $"only {AllowedAtRoot} fields are allowed at the root of the schema if the status subresource is enabled");
        }
    }
}
