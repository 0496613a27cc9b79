using KubeEmulator.Values;

namespace KubeEmulator.Schemas;

/// <summary>
/// A definition's <c>openAPIV3Schema</c> as a <see cref="Schema"/> tree. What is wrong with a schema is the definition's
/// validation to say; here anything well-typed is taken as it stands. Immutable, so made once per definition version.
/// </summary>
internal static class StructuralSchema
{
    /// <summary>The schema of a version; no schema demands nothing and names nothing.</summary>
    public static Schema From(MapValue? schema) => schema is null ? Schema.Any : Read(schema);

    private static Schema Read(MapValue facts)
    {
        var kind = KindOf(facts);
        return new Schema
        {
            Kind = kind,
            Format = facts.String("format") is { Length: > 0 } format ? format : null,
            Fields = facts.Map("properties") is { Count: > 0 } properties ? Fields(properties) : SchemaFields.None,
            ElementSource = ElementOf(facts),
            ListType = facts.String("x-kubernetes-list-type") switch { "map" => ListType.Map, "set" => ListType.Set, _ => ListType.Atomic },
            ListKeys = [.. facts.Strings("x-kubernetes-list-map-keys")],
            IsAtomic = facts.String("x-kubernetes-map-type") == "atomic",
            Nullable = facts.Bool("nullable") ?? false,
            PreserveUnknownFields = facts.Bool("x-kubernetes-preserve-unknown-fields") ?? false,
            IsEmbeddedResource = facts.Bool("x-kubernetes-embedded-resource") ?? false,
            Default = facts["default"] is { } value and not NullValue ? value : null,
            Constraints = StructuralConstraints.Read(facts, Read),
        };
    }

    private static SchemaKind KindOf(MapValue facts) => facts.String("type") switch
    {
        "object" => facts.Map("properties") is null && AdditionalOf(facts) is not null ? SchemaKind.Map : SchemaKind.Object,
        "array" => SchemaKind.List,
        "string" => SchemaKind.String,
        "integer" => SchemaKind.Integer,
        "number" => SchemaKind.Number,
        "boolean" => SchemaKind.Boolean,
        _ => facts.Bool("x-kubernetes-int-or-string") == true ? SchemaKind.IntOrString : SchemaKind.Any,
    };

    private static SchemaFields Fields(MapValue properties) =>
        new([.. properties.Select(p => Field(p.Key, p.Value as MapValue ?? MapValue.Empty))]);

    private static SchemaField Field(string name, MapValue facts) => new(PropertyNames.Intern(name), () => Read(facts));

    private static Func<Schema>? ElementOf(MapValue facts) =>
        (facts.Map("items") ?? AdditionalOf(facts)) is { } element ? () => Read(element) : null;

    // additionalProperties: true says nothing about the values.
    private static MapValue? AdditionalOf(MapValue facts) => facts["additionalProperties"] switch
    {
        MapValue schema => schema,
        BoolValue { Value: true } => MapValue.Empty,
        _ => null,
    };
}
