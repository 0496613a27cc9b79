using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Walking a definition's schema as a document.</summary>
internal static class DefinitionSchemas
{
    /// <summary>The schemas directly inside a schema.</summary>
    public static IEnumerable<MapValue> Children(MapValue schema) =>
    [
        .. schema["items"] is MapValue items ? [items] : schema.Maps("items"),
        .. schema.Maps("allOf"),
        .. schema.Maps("anyOf"),
        .. schema.Maps("oneOf"),
        .. schema.Map("not") is { } not ? [not] : (MapValue[])[],
        .. Named(schema, "properties"),
        .. schema.Map("additionalProperties") is { } values ? [values] : (MapValue[])[],
        .. Named(schema, "patternProperties"),
        .. schema.Map("additionalItems") is { } more ? [more] : (MapValue[])[],
        .. Named(schema, "definitions"),
        .. Named(schema, "dependencies"),
    ];

    /// <summary>Whether a schema, or one inside it, has keywords that a structural schema cannot hold at all.</summary>
    public static bool HasUnsupported(MapValue schema) =>
        schema.ContainsKey("id") || schema.ContainsKey("$schema") || schema.ContainsKey("$ref") || schema.ContainsKey("additionalItems")
        || schema.Map("patternProperties") is { Count: > 0 } || schema.Map("definitions") is { Count: > 0 } || schema.ContainsKey("dependencies")
        || schema["items"] is ListValue
        || Children(schema).Any(HasUnsupported);

    private static IEnumerable<MapValue> Named(MapValue schema, string member) =>
        schema.Map(member)?.Select(m => m.Value).OfType<MapValue>() ?? [];
}
