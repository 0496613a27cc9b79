using KubeEmulator.Expressions;
using KubeEmulator.Objects;
using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>
/// A published definition as expressions see it, references resolved as they are read. Upstream: apiserver
/// <c>pkg/cel/openapi/{adaptor,resolver/refs}.go</c>.
/// </summary>
internal sealed class PublishedCelSchema : ICelSchema
{
    private static readonly MapValue Text = MapValue.Of(("type", "string"));

    // What a type that contains itself looks like where it does.
    private static readonly MapValue Cycle = MapValue.Of(("type", "object"));

    private readonly MapValue _node;
    private readonly string[] _path;

    private PublishedCelSchema(MapValue node, string[] path)
    {
        (_node, _path) = (node, path);
        if (node.String("$ref") is { } name)
        {
            _path = [.. path, name];
            _node = path.Contains(name) ? Cycle : Definition(name) ?? MapValue.Empty;
        }
    }

    public string Type => _node.StringOrEmpty("type");

    public string Format => _node.StringOrEmpty("format");

    public bool IsIntOrString => _node.Bool("x-kubernetes-int-or-string") == true;

    public bool IsEmbeddedResource => _node.Bool("x-kubernetes-embedded-resource") == true;

    public IEnumerable<KeyValuePair<string, ICelSchema>>? Properties =>
        _node.Map("properties")?.Select(p => new KeyValuePair<string, ICelSchema>(p.Key, Below(p.Value)!));

    public ICelSchema? AdditionalProperties => Below(_node["additionalProperties"]);

    public ICelSchema? Items => Below(_node["items"]);

    public bool HasDefault => _node["default"] is not null;

    public IReadOnlyList<string>? Enum => _node.List("enum") is { } values ? [.. values.OfType<StringValue>().Select(v => v.Text)] : null;

    public long? MaxLength => _node.Integer("maxLength");

    public long? MaxItems => _node.Integer("maxItems");

    public long? MaxProperties => _node.Integer("maxProperties");

    public string ListType => _node.StringOrEmpty("x-kubernetes-list-type");

    public IReadOnlyList<string> ListMapKeys => [.. _node.Strings("x-kubernetes-list-map-keys")];

    /// <summary>The type of a served kind; null where nothing is published about it.</summary>
    public static CelType? Declare(ResourceType type)
    {
        var name = ApiNames.Definition(new GroupVersionKind(type.Group, type.Version, type.Kind));
        var root = type.IsCustom ? Custom(type) : Definition(name) is null ? null : MapValue.Of(("$ref", name));
        return root is null ? null : CelSchemaTypes.Declare(new PublishedCelSchema(root, []), isResourceRoot: true, type.Kind);
    }

    public bool IsRequired(string property) => _node.Strings("required").Contains(property);

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

    private PublishedCelSchema? Below(Value? node) => node is MapValue map ? new PublishedCelSchema(map, _path) : null;
}
