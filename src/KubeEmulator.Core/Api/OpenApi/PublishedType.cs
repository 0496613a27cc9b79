using KubeEmulator.Expressions;
using KubeEmulator.Objects;
using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>
/// A served kind as expressions see it that are checked against its published definition; references are resolved when something below
/// them is read. Upstream: apiserver <c>pkg/cel/common/schemas.go</c> over <c>pkg/cel/openapi/{adaptor,resolver/refs}.go</c>.
/// </summary>
internal static class PublishedType
{
    private static readonly MapValue Text = MapValue.Of(("type", "string"));

    // What a type that contains itself looks like where it does.
    private static readonly MapValue Cycle = MapValue.Of(("type", "object"));

    // What can be read of every object that stands in another one.
    private static readonly MapValue Metadata = MapValue.Of(("type", "object"), ("properties", MapValue.Of(("name", Text), ("generateName", Text))));

    /// <summary>The type; null where nothing is published about the kind.</summary>
    public static CelType? Of(ResourceType type)
    {
        var name = ApiNames.Definition(new GroupVersionKind(type.Group, type.Version, type.Kind));
        var root = type.IsCustom ? Custom(type) : Definition(name) is null ? null : MapValue.Of(("$ref", name));
        return root is null ? null : Of(root, [], type.Kind);
    }

    private static CelType? Of(MapValue node, string[] path, string name)
    {
        if (node.String("$ref") is { } target)
        {
            node = path.Contains(target) ? Cycle : Definition(target) ?? MapValue.Empty;
            path = [.. path, target];
        }

        if (node.Bool("x-kubernetes-int-or-string") == true)
        {
            return CelType.Dyn;
        }

        return node.StringOrEmpty("type") switch
        {
            "array" => node.Map("items") is { } items && Of(items, path, name + ".@idx") is { } item ? CelType.List(item) : null,
            "object" when node.Map("additionalProperties") is { } values => Of(values, path, name + ".@elem") is { } value ? CelType.Map(CelType.String, value) : null,
            "object" => new CelObjectType(name, () => Fields(node, path, name)),
            "string" => node.StringOrEmpty("format") switch
            {
                "byte" => CelType.Bytes,
                "duration" => CelType.Duration,
                "date" or "date-time" => CelType.Timestamp,
                _ => CelType.String,
            },
            "boolean" => CelType.Bool,
            "number" => CelType.Double,
            "integer" => CelType.Int,
            _ => null,
        };
    }

    private static IEnumerable<CelField> Fields(MapValue node, string[] path, string name)
    {
        var properties = node.Map("properties") ?? MapValue.Empty;
        if (node.Bool("x-kubernetes-embedded-resource") == true)
        {
            properties = properties.WithDefault("kind", Text).WithDefault("apiVersion", Text).WithDefault("metadata", Metadata);
        }

        foreach (var (property, value) in properties)
        {
            if (CelEscaping.Escape(property) is { } escaped && value is MapValue map && Of(map, path, $"{name}.{property}") is { } type)
            {
                yield return new CelField(escaped, property, type);
            }
        }
    }

    private static MapValue? Definition(string name) => BuiltInDefinitions.Definition(name, target => MapValue.Of(("$ref", target)), isV3: false, _ => true);

    private static MapValue? Custom(ResourceType type)
    {
        if (type.PublishedSchema is not { } schema)
        {
            return null;
        }

        var properties = (schema.Map("properties") ?? MapValue.Empty)
            .With("apiVersion", Text)
            .With("kind", Text)
            .With("metadata", MapValue.Of(("$ref", ApiNames.Meta + "ObjectMeta")));
        return schema.With("type", "object").With("properties", properties);
    }
}
