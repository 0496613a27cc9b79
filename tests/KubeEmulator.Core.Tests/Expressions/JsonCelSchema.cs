using KubeEmulator.Expressions;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Expressions;

/// <summary>A schema as it stands in a CustomResourceDefinition, for tests.</summary>
internal sealed class JsonCelSchema(MapValue schema) : ICelSchema
{
    public string Type => schema.StringOrEmpty("type");

    public string Format => schema.StringOrEmpty("format");

    public bool IsIntOrString => schema.Bool("x-kubernetes-int-or-string") == true;

    public bool IsEmbeddedResource => schema.Bool("x-kubernetes-embedded-resource") == true;

    public IEnumerable<KeyValuePair<string, ICelSchema>>? Properties =>
        schema.Map("properties")?.Select(p => KeyValuePair.Create(p.Key, (ICelSchema)new JsonCelSchema((MapValue)p.Value)));

    public ICelSchema? AdditionalProperties => schema.Map("additionalProperties") is { } values ? new JsonCelSchema(values) : null;

    public ICelSchema? Items => schema.Map("items") is { } items ? new JsonCelSchema(items) : null;

    public bool HasDefault => schema.ContainsKey("default");

    public IReadOnlyList<string>? Enum => schema.ContainsKey("enum") ? [.. schema.Strings("enum")] : null;

    public long? MaxLength => schema.Integer("maxLength");

    public long? MaxItems => schema.Integer("maxItems");

    public long? MaxProperties => schema.Integer("maxProperties");

    public string ListType => schema.StringOrEmpty("x-kubernetes-list-type");

    public IReadOnlyList<string> ListMapKeys => [.. schema.Strings("x-kubernetes-list-map-keys")];

    public bool IsRequired(string property) => schema.Strings("required").Contains(property);
}
