using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>One version of a definition, with what is made of its schema when first asked for.</summary>
internal sealed class CustomResourceVersion(Definition definition, MapValue facts)
{
    private Schema? _schema;
    private Schema? _whole;
    private RuleTree? _rules;
    private bool _rulesMade;

    public string Name { get; } = facts.StringOrEmpty("name");

    public string Group { get; } = definition.Group;

    public string ApiVersion { get; } = $"{definition.Group}/{facts.StringOrEmpty("name")}";

    public string Kind { get; } = definition.Names.StringOrEmpty("kind");

    public bool PreserveUnknownFields { get; } = definition.PreserveUnknownFields;

    public bool HasStatus { get; } = facts.Map("subresources")?.Map("status") is not null;

    public MapValue? Scale { get; } = facts.Map("subresources")?.Map("scale");

    public MapValue? Document { get; } = facts.Map("schema")?.Map("openAPIV3Schema");

    public IReadOnlyList<MapValue> PrinterColumns { get; } = [.. facts.Maps("additionalPrinterColumns")];

    /// <summary>The schema as the definition has it.</summary>
    public Schema Schema => _schema ??= StructuralSchema.From(Document);

    /// <summary>The schema with the fields that every object has, for the merge of owners.</summary>
    public Schema WholeSchema => _whole ??= WithObjectFields(Schema);

    /// <summary>The rules; null where there are none.</summary>
    public RuleTree? Rules
    {
        get
        {
            if (!_rulesMade)
            {
                _rules = RuleTree.Of(Schema);
                _rulesMade = true;
            }

            return _rules;
        }
    }

    private static Schema WithObjectFields(Schema schema)
    {
        SchemaField[] own =
        [
            new("apiVersion", () => new Schema { Kind = SchemaKind.String }),
            new("kind", () => new Schema { Kind = SchemaKind.String }),
            new("metadata", () => BuiltInSchemas.ObjectMeta),
        ];
        var others = schema.Fields.Where(f => f.Name is not ("apiVersion" or "kind" or "metadata"));
        return new Schema
        {
            Kind = SchemaKind.Object,
            Fields = new SchemaFields([.. own, .. others]),
            PreserveUnknownFields = schema.PreserveUnknownFields,
            IsAtomic = schema.IsAtomic,
        };
    }
}
