using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>A definition's schema as OpenAPI documents show it; apiextensions' <c>schema/kubeopenapi.go</c> and <c>schema/unfold.go</c>.</summary>
internal static class PublishedSchema
{
    // What OpenAPI 2.0 has no word for.
    private static readonly string[] OnlyV3 = ["allOf", "anyOf", "oneOf", "not", "nullable", "default"];

    /// <summary>As written, with int-or-string spelled out.</summary>
    public static MapValue V3(MapValue schema) => Walk(schema, static node =>
        node.Bool("x-kubernetes-int-or-string") == true && !node.ContainsKey("anyOf") && !node.ContainsKey("allOf")
            ? node.With("anyOf", ListValue.Of(MapValue.Of(("type", "integer")), MapValue.Of(("type", "string"))))
            : node);

    /// <summary>Without what v2 lacks; a value that may be null or hold unknown fields is left undescribed.</summary>
    public static MapValue V2(MapValue schema) => Walk(schema, static node =>
    {
        var reduced = node;
        if (node.Bool("nullable") == true)
        {
            reduced = reduced.Without("type").Without("items").Without("properties").Without("additionalProperties");
        }

        if (node.Bool("x-kubernetes-preserve-unknown-fields") == true || node.Bool("x-kubernetes-int-or-string") == true)
        {
            reduced = reduced.Without("type").Without("items").Without("properties");
        }

        foreach (var keyword in OnlyV3)
        {
            reduced = reduced.Without(keyword);
        }

        return reduced;
    });

    private static MapValue Walk(MapValue schema, Func<MapValue, MapValue> edit)
    {
        var node = edit(schema.Without("description").Without("example").Without("externalDocs").Without("title"));
        if (node.Map("properties") is { } properties)
        {
            foreach (var (name, property) in properties)
            {
                properties = property is MapValue map ? properties.With(name, Walk(map, edit)) : properties;
            }

            node = node.With("properties", properties);
        }

        return node.EditMap("items", items => Walk(items, edit)).EditMap("additionalProperties", values => Walk(values, edit));
    }
}
