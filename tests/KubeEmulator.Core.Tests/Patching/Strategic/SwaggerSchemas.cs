using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Patching.Strategic;

/// <summary>Reads the definitions of an OpenAPI v2 or v3 document as far as strategic merge patches need them.</summary>
internal sealed class SwaggerSchemas
{
    private readonly MapValue _definitions;
    private readonly Dictionary<string, Schema> _known = [];

    public SwaggerSchemas(MapValue document) =>
        _definitions = document.Map("definitions") ?? (MapValue)document.At("components", "schemas")!;

    public Schema this[string name]
    {
        get
        {
            if (!_known.TryGetValue(name, out var schema))
            {
                _known[name] = schema = _definitions.Map(name) is { } definition ? Node(definition, name) : Schema.Any;
            }

            return schema;
        }
    }

    private Schema Node(MapValue node, string? name = null)
    {
        var reference = node.String("$ref") ?? node.Maps("allOf").FirstOrDefault()?.String("$ref");
        if (reference is not null)
        {
            return this[reference[(reference.LastIndexOf('/') + 1)..]];
        }

        if (node.Map("properties") is { } properties)
        {
            return new Schema { Kind = SchemaKind.Object, TypeName = name, Fields = new SchemaFields([.. properties.Select(p => Field(p.Key, (MapValue)p.Value))]) };
        }

        return node.String("type") switch
        {
            "array" => new Schema { Kind = SchemaKind.List, ElementSource = () => Node(node.Map("items")!) },
            "object" => new Schema { Kind = SchemaKind.Map, ElementSource = () => node.Map("additionalProperties") is { } element ? Node(element) : Schema.Any },
            "integer" => new Schema { Kind = SchemaKind.Integer },
            "number" => new Schema { Kind = SchemaKind.Number },
            "string" => new Schema { Kind = SchemaKind.String },
            _ => Schema.Any,
        };
    }

    private SchemaField Field(string name, MapValue node)
    {
        var strategy = node.StringOrEmpty("x-kubernetes-patch-strategy");
        return new SchemaField(name, () => Node(node))
        {
            PatchMerge = strategy.Contains("merge", StringComparison.Ordinal),
            PatchReplace = strategy == "replace",
            PatchRetainKeys = strategy.Contains("retainKeys", StringComparison.Ordinal),
            PatchMergeKey = node.String("x-kubernetes-patch-merge-key"),
        };
    }
}
