using KubeEmulator.Objects;
using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>The types of custom resources as published: apiextensions' <c>pkg/controller/openapi/builder</c>.</summary>
internal sealed class CustomTypes
{
    /// <summary>No custom resources.</summary>
    public static readonly CustomTypes None = new([]);

    private readonly Dictionary<string, (ResourceType Type, bool IsList)> _types = new(StringComparer.Ordinal);

    public CustomTypes(IEnumerable<ResourceType> types)
    {
        foreach (var type in types.Where(t => t.IsCustom))
        {
            _types[ApiNames.Definition(new GroupVersionKind(type.Group, type.Version, type.Kind))] = (type, false);
            _types[ApiNames.Definition(new GroupVersionKind(type.Group, type.Version, type.ListKind))] = (type, true);
        }
    }

    public bool IsEmpty => _types.Count == 0;

    /// <summary>The definition; null where the name is not of a custom resource.</summary>
    public MapValue? Definition(string name, TypeClosure types, bool isV3)
    {
        if (!_types.TryGetValue(name, out var entry))
        {
            return null;
        }

        var type = entry.Type;
        var definition = entry.IsList ? List(type, types, isV3) : Object(type, types, isV3);
        definition.Set("x-kubernetes-group-version-kind", ListValue.Of(MapValue.Of(
            ("group", type.Group), ("kind", entry.IsList ? type.ListKind : type.Kind), ("version", type.Version))));
        Value[] selectable = [.. type.SelectableFields.Where(f => f is not ("metadata.name" or "metadata.namespace")).Select(f => (Value)MapValue.Of(("fieldPath", f)))];
        definition["x-kubernetes-selectable-fields"] = selectable.Length > 0 ? ListValue.Of(selectable) : null;
        return definition.Build();
    }

    private static MapBuilder Object(ResourceType type, TypeClosure types, bool isV3)
    {
        var schema = type.PublishedSchema ?? MapValue.Empty;
        var published = isV3 ? PublishedSchema.V3(schema) : PublishedSchema.V2(schema);

        // A root that keeps unknown fields says nothing of its own ones in v2.
        var properties = (published.Map("properties") ?? MapValue.Empty)
            .With("apiVersion", MapValue.Of(("type", "string")))
            .With("kind", MapValue.Of(("type", "string")))
            .With("metadata", Metadata(types, "ObjectMeta", isV3));
        return published.With("type", "object").With("properties", properties).ToBuilder();
    }

    private static MapBuilder List(ResourceType type, TypeClosure types, bool isV3) => new()
    {
        { "type", "object" },
        { "required", ListValue.Of("items") },
        {
            "properties", MapValue.Of(
                ("apiVersion", MapValue.Of(("type", "string"))),
                ("items", MapValue.Of(("type", "array"), ("items", types.Reference(ApiNames.Definition(new GroupVersionKind(type.Group, type.Version, type.Kind)))))),
                ("kind", MapValue.Of(("type", "string"))),
                ("metadata", Metadata(types, "ListMeta", isV3)))
        },
    };

    private static MapValue Metadata(TypeClosure types, string name, bool isV3)
    {
        var reference = types.Reference(ApiNames.Meta + name);
        return isV3 ? MapValue.Of(("allOf", ListValue.Of(reference))) : reference;
    }
}
