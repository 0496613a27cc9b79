using KubeEmulator.Values;

namespace KubeEmulator.Schemas;

/// <summary>The keywords of a structural schema that demand something of a value.</summary>
internal static class StructuralConstraints
{
    private static readonly string[] Keywords =
    [
        "minimum", "maximum", "multipleOf", "minLength", "maxLength", "pattern", "minItems", "maxItems", "uniqueItems",
        "minProperties", "maxProperties", "required", "enum", "allOf", "anyOf", "oneOf", "not", "x-kubernetes-validations",
    ];

    /// <summary>The constraints; null where the schema demands nothing beyond its shape.</summary>
    public static SchemaConstraints? Read(MapValue facts, Func<MapValue, Schema> read)
    {
        if (!Keywords.Any(facts.ContainsKey))
        {
            return null;
        }

        return new SchemaConstraints
        {
            Minimum = Number(facts, "minimum"),
            ExclusiveMinimum = facts.Bool("exclusiveMinimum") ?? false,
            Maximum = Number(facts, "maximum"),
            ExclusiveMaximum = facts.Bool("exclusiveMaximum") ?? false,
            MultipleOf = Number(facts, "multipleOf"),
            MinLength = facts.Integer("minLength"),
            MaxLength = facts.Integer("maxLength"),
            Pattern = facts.String("pattern") is { Length: > 0 } pattern ? pattern : null,
            MinItems = facts.Integer("minItems"),
            MaxItems = facts.Integer("maxItems"),
            UniqueItems = facts.Bool("uniqueItems") ?? false,
            MinProperties = facts.Integer("minProperties"),
            MaxProperties = facts.Integer("maxProperties"),
            Required = [.. facts.Strings("required")],
            Enum = facts.List("enum") is { Count: > 0 } values ? [.. values] : null,
            AllOf = [.. facts.Maps("allOf").Select(read)],
            AnyOf = [.. facts.Maps("anyOf").Select(read)],
            OneOf = [.. facts.Maps("oneOf").Select(read)],
            Not = facts.Map("not") is { } not ? read(not) : null,
            Rules = [.. facts.Maps("x-kubernetes-validations")],
        };
    }

    private static double? Number(MapValue facts, string key) => (facts[key] as NumberValue)?.AsDouble;
}
