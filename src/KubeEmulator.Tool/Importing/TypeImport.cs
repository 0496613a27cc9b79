using KubeEmulator.Values;

namespace KubeEmulator.Tool.Importing;

/// <summary>Joins what OpenAPI v2 and v3 and the Go declarations say about a type.</summary>
internal sealed class TypeImport(MapValue definitions, Dictionary<string, MapValue> schemasV3, MapValue presence, EnumIndex enums)
{
    private const string ReferencePrefix = "#/definitions/";

    /// <summary>Types that Go holds in a struct with its own JSON form: omitempty has no effect on them.</summary>
    private static readonly HashSet<string> OwnForm = new(StringComparer.Ordinal)
    {
        "Time", "MicroTime", "Duration", "Quantity", "IntOrString", "RawExtension", "FieldsV1", "JSON",
        "JSONSchemaPropsOrArray", "JSONSchemaPropsOrBool", "JSONSchemaPropsOrStringArray",
    };

    /// <summary>All types, those without fields too.</summary>
    public IEnumerable<string> Names() => definitions.Keys.ToArray().Concat(schemasV3.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    /// <summary>The facts of one type.</summary>
    public MapValue Import(string name)
    {
        var v2 = definitions.Map(name);
        var v3 = schemasV3.GetValueOrDefault(name);
        var source = v2 ?? v3 ?? MapValue.Empty;
        var facts = new MapBuilder();
        if (source.Map("properties") is { } properties)
        {
            facts.Set("fields", Fields(name, source, properties, v3?.Map("properties")));
        }
        else
        {
            facts["type"] = source["type"];
            facts["format"] = source["format"];
        }

        facts["map"] = source["x-kubernetes-map-type"];
        facts["unions"] = source["x-kubernetes-unions"];
        facts["kinds"] = source.List("x-kubernetes-group-version-kind") is { } kinds
            ? ListValue.From(kinds.OfType<MapValue>().Select(k => ListValue.Of(k.StringOrEmpty("group"), k.StringOrEmpty("version"), k.StringOrEmpty("kind"))))
            : null;
        return facts.Build();
    }

    private MapValue Fields(string name, MapValue source, MapValue properties, MapValue? propertiesV3)
    {
        var required = source.Strings("required").ToHashSet(StringComparer.Ordinal);
        var go = presence.Map(name) ?? throw new InvalidDataException($"no presence facts for {name}");
        var fields = new MapBuilder();
        foreach (var (field, text) in go)
        {
            var property = properties.Map(field) ?? throw new InvalidDataException($"{name} has no property {field}");
            fields.Set(field, Field(name, field, property, propertiesV3?.Map(field), GoField.Parse(((StringValue)text).Text), required.Contains(field)));
        }

        return fields.Count == properties.Count ? fields.Build() : throw new InvalidDataException($"{name}: the presence facts lack fields");
    }

    private MapValue Field(string name, string field, MapValue property, MapValue? v3, GoField go, bool required)
    {
        var node = Node(name, field, property, v3, go.Type.TrimStart('*'));
        var isStruct = property.String("$ref") is { } reference && !IsScalar(reference);
        node["presence"] = go.Presence(isStruct) is { } presenceText ? StringValue.Of(presenceText) : null;
        node["via"] = go.Embedded is { } via ? StringValue.Of(via) : null;
        node["required"] = required ? BoolValue.True : null;
        node["patch"] = property["x-kubernetes-patch-strategy"];
        node["mergeKey"] = property["x-kubernetes-patch-merge-key"];
        return node.Build();
    }

    private MapBuilder Node(string name, string field, MapValue property, MapValue? v3, string go)
    {
        var node = new MapBuilder();
        var derived = Shape(node, name, field, property, v3, go);
        var printed = GoField.PrintedOf(go);
        node["go"] = printed.Length > 0 && printed != derived ? StringValue.Of(printed) : null;
        node["enum"] = enums.Of(name, field);
        node["default"] = v3?["default"];
        node["list"] = property["x-kubernetes-list-type"];
        node["keys"] = property["x-kubernetes-list-map-keys"];
        node["map"] = property["x-kubernetes-map-type"];
        return node;
    }

    /// <summary>Writes the JSON shape and says which Go type follows from it.</summary>
    private string Shape(MapBuilder node, string name, string field, MapValue property, MapValue? v3, string go)
    {
        if (property.String("$ref") is { } reference)
        {
            var target = reference[ReferencePrefix.Length..];
            node.Set("ref", TypeName.PackageOf(target) == TypeName.PackageOf(name) ? TypeName.ShortOf(target) : target);
            return TypeName.GoOf(target);
        }

        var type = property.StringOrEmpty("type");
        node.Set("type", type);
        node["format"] = property["format"];
        if (property.Map("items") is { } items)
        {
            var element = Node(name, field + "[]", items, v3?.Map("items"), GoField.ElementOf(go).TrimStart('*')).Build();
            node.Set("items", element);
            return "[]" + GoField.PrintedOf(GoField.ElementOf(go));
        }

        if (property.Map("additionalProperties") is { } values)
        {
            var element = Node(name, field + "{}", values, v3?.Map("additionalProperties"), GoField.ElementOf(go).TrimStart('*')).Build();
            node.Set("values", element);
            return "map[string]" + GoField.PrintedOf(GoField.ElementOf(go));
        }

        return Scalar(type, property.String("format"));
    }

    private static string Scalar(string type, string? format) => (type, format) switch
    {
        ("integer", _) => format ?? "int",
        ("number", _) => "float64",
        ("boolean", _) => "bool",
        ("string", "byte") => "[]uint8",
        _ => type,
    };

    // A referenced type without fields and without a form of its own is a named string or number.
    private bool IsScalar(string reference)
    {
        var target = reference[ReferencePrefix.Length..];
        var definition = definitions.Map(target) ?? MapValue.Empty;
        return !OwnForm.Contains(TypeName.ShortOf(target)) && definition.String("type") is not "object" && definition.Map("properties") is null;
    }
}
