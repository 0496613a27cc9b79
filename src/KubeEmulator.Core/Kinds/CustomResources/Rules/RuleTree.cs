using KubeEmulator.Expressions;
using KubeEmulator.Schemas;

namespace KubeEmulator.Kinds;

/// <summary>
/// The rules of a schema, in the shape of the schema, without the branches that have none. Compiled when first evaluated.
/// Immutable and thread-safe.
/// </summary>
internal sealed class RuleTree
{
    private readonly Lazy<IReadOnlyList<CompiledRule>> _rules;

    private RuleTree(Schema schema, SchemaType type, bool isRoot)
    {
        (Schema, Type, IsRoot) = (schema, type, isRoot);
        _rules = new(() => CompiledRule.All(schema, type));
    }

    public Schema Schema { get; }

    public SchemaType Type { get; }

    public bool IsRoot { get; }

    public IReadOnlyList<CompiledRule> Rules => _rules.Value;

    public RuleTree? Items { get; private init; }

    public RuleTree? AdditionalProperties { get; private init; }

    public IReadOnlyDictionary<string, RuleTree> Properties { get; private init; } = new Dictionary<string, RuleTree>();

    /// <summary>The OpenAPI type, which stands for the value in some messages.</summary>
    public string TypeName => Schema.Kind switch
    {
        SchemaKind.List => "array",
        SchemaKind.Object or SchemaKind.Map => "object",
        SchemaKind.String => "string",
        SchemaKind.Integer => "integer",
        SchemaKind.Number => "number",
        SchemaKind.Boolean => "boolean",
        _ => IsRoot ? "object" : "",
    };

    /// <summary>The rules of a whole object's schema; null where there are none.</summary>
    public static RuleTree? Of(Schema schema) => Has(schema) ? Of(schema, SchemaType.Of(schema, isRoot: true), isRoot: true) : null;

    /// <summary>The rules of a part of an object's schema; null where there are none.</summary>
    public static RuleTree? OfPart(Schema schema) => Has(schema) ? Of(schema, SchemaType.Of(schema, schema.IsEmbeddedResource), schema.IsEmbeddedResource) : null;

    private static RuleTree? Of(Schema schema, SchemaType? type, bool isRoot)
    {
        if (type is null || !Has(schema))
        {
            return null;
        }

        var isList = schema.Kind == SchemaKind.List;
        var element = schema.Element is { } e ? Of(e, type.Element, e.IsEmbeddedResource) : null;
        var properties = new Dictionary<string, RuleTree>(StringComparer.Ordinal);
        foreach (var field in schema.Fields)
        {
            if (Of(field.Schema, type.Fields.GetValueOrDefault(field.Name), field.Schema.IsEmbeddedResource) is { } child)
            {
                properties.Add(field.Name, child);
            }
        }

        return new RuleTree(schema, type, isRoot)
        {
            Items = isList ? element : null,
            AdditionalProperties = isList ? null : element,
            Properties = properties,
        };
    }

    private static bool Has(Schema schema) =>
        schema.Constraints?.Rules.Count > 0 || (schema.Element is { } element && Has(element)) || schema.Fields.Any(f => Has(f.Schema));
}
