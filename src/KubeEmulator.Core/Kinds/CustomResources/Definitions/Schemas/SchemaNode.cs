using KubeEmulator.Expressions;
using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>
/// A place in a schema as its rules see it: its type, and how many values there can be; <c>CELSchemaContext</c> in apiextensions'
/// <c>validation/cel_validation.go</c>.
/// </summary>
internal sealed class SchemaNode
{
    private readonly MapValue _document;
    private readonly Lazy<SchemaType?> _type;

    private SchemaNode(MapValue document, Schema schema, Func<SchemaType?> type, ulong? cardinality, RuleCosts costs)
    {
        _document = document;
        _type = new(type);
        (Schema, Cardinality, Costs) = (schema, cardinality, costs);
    }

    public Schema Schema { get; }

    public SchemaType? Type => _type.Value;

    public RuleCosts Costs { get; }

    /// <summary>At most so many values; null where only the size of a request limits them.</summary>
    private ulong? Cardinality { get; }

    /// <summary>How often a rule here is evaluated at most.</summary>
    public ulong Evaluations => Cardinality ?? (ulong)(CelLimits.MaxRequestBytes / ((Type?.MinSize ?? 0) + 1));

    public static SchemaNode Root(MapValue document, RuleCosts costs)
    {
        var schema = StructuralSchema.From(document);
        return new SchemaNode(document, schema, () => SchemaType.Of(schema, isRoot: true), 1, costs);
    }

    public SchemaNode? Property(string name, MapValue document) => Schema.Fields[name] is { } field
        ? Child(document, field.Schema, type => type.Fields.GetValueOrDefault(name))
        : null;

    public SchemaNode? Element(MapValue document) => Schema.Element is { } element
        ? Child(document, element, static type => type.Element)
        : null;

    private SchemaNode Child(MapValue document, Schema schema, Func<SchemaType, SchemaType?> find)
    {
        var most = MaxElements();
        return new SchemaNode(
            document,
            schema,
            () => (Type is { } type ? find(type) : null) ?? SchemaType.Of(schema, schema.IsEmbeddedResource),
            Cardinality is { } here && most is { } times ? RuleCosts.Times(here, times) : null,
            Costs);
    }

    private ulong? MaxElements() => _document.StringOrEmpty("type") switch
    {
        "object" when _document.ContainsKey("additionalProperties") => Limit("maxProperties"),
        "array" => Limit("maxItems"),
        _ => 1,
    };

    private ulong? Limit(string keyword) => _document.Integer(keyword) is { } limit ? (ulong)Math.Max(limit, 0) : null;
}
