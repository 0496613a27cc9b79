using KubeEmulator.Values;

namespace KubeEmulator.Schemas;

/// <summary>
/// Fills in a structural schema's defaults, on the way in and on every read of an older stored object;
/// apiextensions' <c>schema/defaulting/algorithm.go</c>.
/// </summary>
internal static class Defaulter
{
    /// <summary>The document with its defaults; itself where none is missing.</summary>
    public static MapValue Default(MapValue document, Schema schema) => (MapValue)Walk(document, schema);

    internal static Schema? SchemaOf(Schema? schema, string key) =>
        schema?.Fields[key]?.Schema ?? (schema is { Kind: not SchemaKind.List } ? schema.Element : null);

    private static Value Walk(Value value, Schema? schema) => schema is null || !StructuralTraits.Of(schema).HasDefaults ? value : value switch
    {
        MapValue map => Map(map, schema),
        ListValue list when schema is { Kind: SchemaKind.List, Element: { } element } => list.Edit(item => Walk(OrDefault(item, element), element)),
        _ => value,
    };

    private static MapValue Map(MapValue map, Schema schema)
    {
        var filled = map;
        foreach (var field in schema.Fields)
        {
            if (field.Schema.Default is { } value && (filled[field.Name] is not { } present || (present is NullValue && !field.Schema.Nullable)))
            {
                filled = filled.With(field.Name, value);
            }
        }

        foreach (var (key, value) in filled)
        {
            if (SchemaOf(schema, key) is { } child)
            {
                var present = schema.Fields[key] is null ? OrDefault(value, child) : value;
                filled = filled.With(key, Walk(present, child));
            }
        }

        return filled;
    }

    private static Value OrDefault(Value value, Schema schema) =>
        value is NullValue && !schema.Nullable && schema.Default is { } filled ? filled : value;
}
