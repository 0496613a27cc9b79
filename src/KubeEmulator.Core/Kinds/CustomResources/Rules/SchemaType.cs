using KubeEmulator.Expressions;
using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>
/// A structural schema as expressions see it: its type, bounded by what the schema or the size of a request allows, and how
/// small its JSON can be, from which the bounds of what holds it are estimated. Upstream: apiserver's
/// <c>pkg/cel/common/schemas.go</c> and <c>pkg/cel/limits.go</c>.
/// </summary>
internal sealed class SchemaType
{
    private const long LongestTimeText = 32;
    private const long DateText = 12;
    private const long ShortestDateTime = 21;
    private const long ShortestDuration = 3;

    private static readonly Dictionary<string, SchemaType> None = [];

    private SchemaType(CelType type, long minSize)
    {
        (Type, MinSize) = (type, minSize);
    }

    public CelType Type { get; }

    /// <summary>The bytes of the smallest JSON of the type.</summary>
    public long MinSize { get; }

    public SchemaType? Element { get; private init; }

    /// <summary>The fields by property.</summary>
    public IReadOnlyDictionary<string, SchemaType> Fields { get; private init; } = None;

    /// <summary>The type; null where expressions cannot see such values.</summary>
    public static SchemaType? Of(Schema schema, bool isRoot, string name = "selfType")
    {
        if (schema.Kind == SchemaKind.IntOrString)
        {
            var longest = (ulong)(schema.Constraints?.MaxLength is { } most ? Math.Max(most, 0) * 4 : CelLimits.MaxRequestBytes - 2);
            return new SchemaType(CelType.Dyn.WithMaxElements(longest), 1);
        }

        if (isRoot)
        {
            return Object(schema, name, isRoot: true);
        }

        return schema.Kind switch
        {
            SchemaKind.List => List(schema, name),
            SchemaKind.Map => Map(schema, name),
            SchemaKind.Object when schema.Fields.Count == 0 && schema.Element is not null => Map(schema, name),
            SchemaKind.Object => Object(schema, name, isRoot: false),
            SchemaKind.String => String(schema),
            SchemaKind.Boolean => new SchemaType(CelType.Bool, 4),
            SchemaKind.Number => new SchemaType(CelType.Double, 1),
            SchemaKind.Integer => new SchemaType(CelType.Int, 1),
            _ => null,
        };
    }

    private static SchemaType? List(Schema schema, string name)
    {
        if (schema.Element is not { } items || Of(items, items.IsEmbeddedResource, name + ".@idx") is not { } element)
        {
            return null;
        }

        var most = schema.Constraints?.MaxItems is { } max ? Math.Max(max, 0) : (CelLimits.MaxRequestBytes - 2) / (element.MinSize + 1);
        var type = CelType.List(element.Type).WithMaxElements((ulong)most);
        type = schema.ListType switch
        {
            ListType.Set => type.WithListKeys(CelListKeys.Set),
            ListType.Map => type.WithListKeys(new CelListKeys(schema.ListKeys)),
            _ => type,
        };
        return new SchemaType(type, 2) { Element = element };
    }

    private static SchemaType? Map(Schema schema, string name)
    {
        if (schema.Element is not { } values || Of(values, values.IsEmbeddedResource, name + ".@elem") is not { } element)
        {
            return null;
        }

        var most = schema.Constraints?.MaxProperties is { } max ? Math.Max(max, 0) : (CelLimits.MaxRequestBytes - 2) / (element.MinSize + 6);
        return new SchemaType(CelType.Map(CelType.String, element.Type).WithMaxElements((ulong)most), 2) { Element = element };
    }

    private static SchemaType Object(Schema schema, string name, bool isRoot)
    {
        var fields = new Dictionary<string, SchemaType>(StringComparer.Ordinal);
        var required = schema.Constraints?.Required.ToHashSet(StringComparer.Ordinal) ?? [];
        long size = 2;
        foreach (var field in schema.Fields)
        {
            if (isRoot && field.Name is "kind" or "apiVersion" or "metadata" && isRoot)
            {
                continue;
            }

            if (Of(field.Schema, field.Schema.IsEmbeddedResource, $"{name}.{field.Name}") is { } type)
            {
                fields.Add(field.Name, type);
                size += required.Contains(field.Name) && field.Schema.Default is null ? field.Name.Length + type.MinSize + 4 : 0;
            }
        }

        if (isRoot)
        {
            // What every object has is always there for rules, whatever the schema says.
            fields["kind"] = fields["apiVersion"] = Text;
            fields["metadata"] = Metadata(name + ".metadata");
        }

        var declared = fields.Select(f => (f.Key, Name: CelEscaping.Escape(f.Key), f.Value.Type)).Where(f => f.Name is not null).ToArray();
        return new SchemaType(new CelObjectType(name, () => declared.Select(f => new CelField(f.Name!, f.Key, f.Type))), size) { Fields = fields };
    }

    private static readonly SchemaType Text = new(CelType.String.WithMaxElements((ulong)(CelLimits.MaxRequestBytes - 2)), 2);

    private static SchemaType Metadata(string name)
    {
        CelField[] fields = [new("name", "name", Text.Type), new("generateName", "generateName", Text.Type)];
        return new SchemaType(new CelObjectType(name, fields), 2) { Fields = new Dictionary<string, SchemaType> { ["name"] = Text, ["generateName"] = Text } };
    }

    private static SchemaType String(Schema schema)
    {
        var longest = schema.Constraints?.MaxLength is { } max ? Math.Max(max, 0) : (long?)null;
        switch (schema.Format)
        {
            case "byte":
                return new SchemaType(CelType.Bytes.WithMaxElements((ulong)(longest ?? CelLimits.MaxRequestBytes - 2)), 2);
            case "duration":
                return new SchemaType(CelType.Duration.WithMaxElements((ulong)LongestTimeText), ShortestDuration);
            case "date":
                return new SchemaType(CelType.Timestamp.WithMaxElements((ulong)DateText), DateText);
            case "date-time":
                return new SchemaType(CelType.Timestamp.WithMaxElements((ulong)LongestTimeText), ShortestDateTime);
        }

        // maxLength counts characters, of which one may take four bytes.
        var most = longest is { } characters ? characters * 4
            : schema.Constraints?.Enum is { Count: > 0 } values ? values.Max(v => v is StringValue text ? System.Text.Encoding.UTF8.GetByteCount(text.Text) : 0)
            : CelLimits.MaxRequestBytes - 2;
        return new SchemaType(CelType.String.WithMaxElements((ulong)most), 2);
    }
}
