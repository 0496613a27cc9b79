using System.Collections;
using System.Reflection;
using KubeEmulator.Values;

namespace KubeEmulator.CustomResources;

/// <summary>What attributes add to the schema of a property or class.</summary>
internal static class PropertyKeywords
{
    // Attribute, its property, the keyword: bounds that are whole numbers.
    private static readonly (string Attribute, string[] Properties, string Keyword)[] Bounds =
    [
        ("Items", ["MinItems"], "minItems"),
        ("Items", ["MaxItems"], "maxItems"),
        ("Length", ["MinLength", "MinimumLength"], "minLength"),
        ("Length", ["MaxLength", "MaximumLength"], "maxLength"),
        ("PropertyLimits", ["MinProperties"], "minProperties"),
        ("PropertyLimits", ["MaxProperties"], "maxProperties"),
    ];

    /// <summary>Description and title, which those of a class come before.</summary>
    public static void Describe(MapBuilder schema, MemberInfo member)
    {
        Text(schema, member, "Description", "Description", "description");
        Text(schema, member, "Title", "Title", "title");
    }

    /// <summary>Adds the keywords of a property's attributes; what is wrong with them, or null.</summary>
    public static string? Apply(MapBuilder schema, PropertyInfo property)
    {
        Describe(schema, property);
        Size(schema, property);
        Range(schema, property, "RangeMinimum", "minimum", "exclusiveMinimum");
        Range(schema, property, "RangeMaximum", "maximum", "exclusiveMaximum");
        Topology(schema, property);
        Rules(schema, NamedAttributes.All(property, "ValidationRule"));
        if (NamedAttributes.Find(property, "ExternalDocs") is { } docs)
        {
            var map = MapValue.Of(("url", docs.Text("Url") ?? ""));
            schema.Set("externalDocs", docs.Text("Description") is { } about ? map.With("description", about) : map);
        }

        return Format(schema, property) ?? Constants(schema, property) ?? (NamedAttributes.Has(property, "UniqueItems")
            ? "[UniqueItems] is forbidden in a CustomResourceDefinition. Use [XListType] with Set for a list of scalars."
            : null);
    }

    /// <summary>CEL rules, added to those that the schema has.</summary>
    public static void Rules(MapBuilder schema, IEnumerable<Attribute> attributes)
    {
        Value[] rules = [.. attributes.Select(Rule)];
        if (rules.Length > 0)
        {
            var before = schema["x-kubernetes-validations"] as ListValue ?? ListValue.Empty;
            schema.Set("x-kubernetes-validations", ListValue.From([.. before, .. rules]));
        }
    }

    /// <summary>The value of a <c>[DefaultValue]</c> or <c>[Example]</c>, which may be written as JSON; null with what is wrong.</summary>
    public static Value? Constant(Attribute attribute, out string? fault)
    {
        fault = null;
        var constant = attribute.Read("Value");
        if (attribute.Read("Json") is not true)
        {
            return NamedAttributes.Json(constant);
        }

        try
        {
            return Value.Parse(constant as string ?? "");
        }
        catch (ValueFormatException malformed)
        {
            fault = $"[{attribute.GetType().Name.Replace("Attribute", "", StringComparison.Ordinal)}(..., Json = true)] holds no JSON: {malformed.Message}";
            return null;
        }
    }

    private static void Size(MapBuilder schema, PropertyInfo property)
    {
        foreach (var (attribute, properties, keyword) in Bounds)
        {
            if (NamedAttributes.Find(property, attribute)?.Bound(properties) is { } bound)
            {
                schema.Set(keyword, NumberValue.Of(bound));
            }
        }

        if (NamedAttributes.Find(property, "MultipleOf")?.Read("Value") is { } multiple)
        {
            schema.Set("multipleOf", NamedAttributes.Json(multiple));
        }

        Text(schema, property, "Pattern", "RegexPattern", "pattern");
    }

    private static void Range(MapBuilder schema, PropertyInfo property, string attribute, string keyword, string exclusive)
    {
        if (NamedAttributes.Find(property, attribute) is { } range)
        {
            schema.Set(keyword, NamedAttributes.Json(range.Read(attribute["Range".Length..])));
            if (range.Read($"Exclusive{attribute["Range".Length..]}") is true)
            {
                schema.Set(exclusive, true);
            }
        }
    }

    private static void Topology(MapBuilder schema, PropertyInfo property)
    {
        if (NamedAttributes.Find(property, "XListType")?.Text("ListType") is { } list)
        {
            schema.Set("x-kubernetes-list-type", EntityType.Lower(list));
        }

        if (NamedAttributes.Find(property, "XListMapKeys")?.Read("Keys") is IEnumerable<string> keys)
        {
            schema.Set("x-kubernetes-list-map-keys", ListValue.From(keys.Select(k => (Value)k)));
        }

        if (NamedAttributes.Find(property, "XMapType")?.Text("MapType") is { } map)
        {
            schema.Set("x-kubernetes-map-type", EntityType.Lower(map));
        }
    }

    private static string? Format(MapBuilder schema, PropertyInfo property)
    {
        if (NamedAttributes.Find(property, "Format") is { } format)
        {
            if (format.Text("Format") is not { } name)
            {
                schema.Remove("format");
            }
            else if (string.IsNullOrWhiteSpace(name))
            {
                return "[Format] is empty. Name a format, or give null to have none.";
            }
            else
            {
                schema.Set("format", name);
            }
        }

        return null;
    }

    private static string? Constants(MapBuilder schema, PropertyInfo property)
    {
        foreach (var (attribute, keyword) in new[] { ("DefaultValue", "default"), ("Example", "example") })
        {
            if (NamedAttributes.Find(property, attribute) is { } found)
            {
                if (Constant(found, out var fault) is not { } value)
                {
                    return fault;
                }

                schema.Set(keyword, value);
            }
        }

        if (NamedAttributes.Find(property, "EnumValues")?.Read("Values") is not IEnumerable values)
        {
            return null;
        }

        var allowed = ListValue.From(values.Cast<object>().Select(NamedAttributes.Json));
        schema.Set("enum", allowed);
        return allowed.Count == 0 ? "[EnumValues] names no value." : null;
    }

    private static MapValue Rule(Attribute attribute)
    {
        var rule = new MapBuilder { { "rule", attribute.Text("Rule") ?? "" } };
        foreach (var (property, keyword) in new[] { ("FieldPath", "fieldPath"), ("Message", "message"), ("MessageExpression", "messageExpression"), ("Reason", "reason") })
        {
            if (attribute.Text(property) is { } text)
            {
                rule.Set(keyword, text);
            }
        }

        return rule.Build();
    }

    private static void Text(MapBuilder schema, MemberInfo member, string attribute, string property, string keyword)
    {
        if (schema[keyword] is null && NamedAttributes.Find(member, attribute)?.Text(property) is { } text)
        {
            schema.Set(keyword, text);
        }
    }
}
