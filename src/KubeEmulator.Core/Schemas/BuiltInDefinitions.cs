using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Schemas;

/// <summary>Built-in types as OpenAPI definitions, without description texts.</summary>
internal static class BuiltInDefinitions
{
    private const string Quantity = "io.k8s.apimachinery.pkg.api.resource.Quantity";
    private const string IntOrString = "io.k8s.apimachinery.pkg.util.intstr.IntOrString";

    /// <summary>The definition of a type; null where there is no such type.</summary>
    /// <param name="name">The type's OpenAPI name.</param>
    /// <param name="reference">Makes a reference to another type.</param>
    /// <param name="isV3">Whether defaults are shown and references may have siblings only within allOf.</param>
    /// <param name="serves">Which of the groups that share a kind (DeleteOptions, WatchEvent) the document shows.</param>
    public static MapValue? Definition(string name, Func<string, MapValue> reference, bool isV3, Func<GroupVersion, bool> serves)
    {
        if (FactFiles.Type(name) is not { } facts)
        {
            return null;
        }

        if (isV3 && Either(name) is { } either)
        {
            return either;
        }

        var definition = new MapBuilder();
        if (facts.Map("fields") is { } fields)
        {
            definition.Set("type", "object");
            Value[] required = [.. fields.Where(f => ((MapValue)f.Value).Bool("required") == true).Select(f => (Value)f.Key)];
            definition["required"] = required.Length > 0 ? ListValue.Of(required) : null;
            definition.Set("properties", Properties(name[..name.LastIndexOf('.')], fields, reference, isV3));
        }
        else
        {
            definition["type"] = facts["type"];
            definition["format"] = facts["format"];
        }

        definition["x-kubernetes-map-type"] = facts["map"];
        definition["x-kubernetes-unions"] = facts["unions"];
        definition["x-kubernetes-group-version-kind"] = facts.List("kinds") is { } kinds ? Kinds(kinds, serves) : null;
        return definition.Build();
    }

    private static ListValue Kinds(ListValue kinds, Func<GroupVersion, bool> serves) => ListValue.From(kinds.OfType<ListValue>()
        .Where(k => kinds.Count == 1 || serves(new GroupVersion(((StringValue)k[0]).Text, ((StringValue)k[1]).Text)))
        .Select(k => (Value)MapValue.Of(("group", k[0]), ("kind", k[2]), ("version", k[1]))));

    private static MapValue Properties(string package, MapValue fields, Func<string, MapValue> reference, bool isV3)
    {
        var properties = new MapBuilder(fields.Count);
        foreach (var (name, facts) in fields)
        {
            properties.Append(name, Node(package, (MapValue)facts, reference, isV3, isProperty: true));
        }

        return properties.Build();
    }

    private static MapValue Node(string package, MapValue facts, Func<string, MapValue> reference, bool isV3, bool isProperty)
    {
        var node = new MapBuilder();
        if (facts.String("ref") is { } target)
        {
            var link = reference(target.Contains('.', StringComparison.Ordinal) ? target : $"{package}.{target}");
            if (isV3 && isProperty)
            {
                node.Set("allOf", ListValue.Of(link));
            }
            else
            {
                node.Set("$ref", link["$ref"]!);
            }
        }

        node["type"] = facts["type"];
        node["format"] = facts["format"];
        node["items"] = facts.Map("items") is { } items ? Node(package, items, reference, isV3, isProperty: false) : null;
        node["additionalProperties"] = facts.Map("values") is { } values ? Node(package, values, reference, isV3, isProperty: false) : null;
        node["enum"] = facts["enum"];
        node["default"] = isV3 ? facts["default"] : null;
        node["x-kubernetes-list-type"] = facts["list"];
        node["x-kubernetes-list-map-keys"] = facts["keys"];
        node["x-kubernetes-map-type"] = facts["map"];
        node["x-kubernetes-patch-strategy"] = facts["patch"];
        node["x-kubernetes-patch-merge-key"] = facts["mergeKey"];
        return node.Build();
    }

    // Two types that v2 can only call strings.
    private static MapValue? Either(string name) => name switch
    {
        Quantity => MapValue.Of(("oneOf", ListValue.Of(MapValue.Of(("type", "string")), MapValue.Of(("type", "number"))))),
        IntOrString => MapValue.Of(
            ("format", "int-or-string"),
            ("oneOf", ListValue.Of(MapValue.Of(("type", "integer")), MapValue.Of(("type", "string"))))),
        _ => null,
    };
}
