namespace KubeEmulator.Expressions;

/// <summary>
/// The CEL types of schemas, with the sizes that requests of 3 MiB allow (apiserver pkg/cel/common/schemas.go).
/// The sizes decide what rules cost on paper, so they follow upstream to the byte.
/// </summary>
internal static class CelSchemaTypes
{
    private const long MaxTextLength = CelLimits.MaxRequestBytes - 2;
    private const long MaxDurationLength = 32;
    private const long MaxDateTimeLength = 32;
    private const long DateLength = 12;
    private static readonly CelType PlainText = CelType.String.WithMaxElements((ulong)MaxTextLength);

    /// <summary>
    /// The type; <c>null</c> where the schema says too little for rules to reach the value.
    /// </summary>
    /// <param name="schema">The schema.</param>
    /// <param name="isResourceRoot">Whether it is the root of a resource, where type and name can always be read.</param>
    /// <param name="name">The name of the object type; those below are named after their path, so that no two are the same.</param>
    public static CelType? Declare(ICelSchema schema, bool isResourceRoot, string name = "object") => Size(schema, isResourceRoot, name)?.Type;

    /// <summary>A type, and the least bytes a value of it takes as JSON.</summary>
    private static (CelType Type, long Least)? Size(ICelSchema schema, bool isRoot, string name)
    {
        if (schema.IsIntOrString)
        {
            return (CelType.Dyn.WithMaxElements((ulong)(schema.MaxLength is { } most ? Floor(most) * 4 : MaxTextLength)), 1);
        }

        return schema.Type switch
        {
            "array" => List(schema, name),
            "object" when schema.AdditionalProperties is { } values => Map(schema, values, name),
            "object" => Object(schema, isRoot, name),
            "string" => Text(schema),
            "boolean" => (CelType.Bool, 4),
            "number" => (CelType.Double, 1),
            "integer" => (CelType.Int, 1),
            _ => null,
        };
    }

    private static (CelType, long)? List(ICelSchema schema, string name)
    {
        if (schema.Items is not { } items || Size(items, items.IsEmbeddedResource, $"{name}.@idx") is not { } element)
        {
            return null;
        }

        var most = schema.MaxItems is { } max ? Floor(max) : MaxTextLength / (element.Least + 1);
        var type = CelType.List(element.Type).WithMaxElements((ulong)most);
        return (schema.ListType switch
        {
            "set" => type.WithListKeys(CelListKeys.Set),
            "map" => type.WithListKeys(new CelListKeys(schema.ListMapKeys)),
            _ => type,
        }, 2);
    }

    private static (CelType, long)? Map(ICelSchema schema, ICelSchema values, string name)
    {
        if (Size(values, values.IsEmbeddedResource, $"{name}.@elem") is not { } value)
        {
            return null;
        }

        var most = schema.MaxProperties is { } max ? Floor(max) : MaxTextLength / (value.Least + 6);
        return (CelType.Map(CelType.String, value.Type).WithMaxElements((ulong)most), 2);
    }

    private static (CelType, long)? Object(ICelSchema schema, bool isRoot, string name)
    {
        Dictionary<string, CelField> fields = new(StringComparer.Ordinal);
        var least = 2L;
        foreach (var (property, type, size, counts) in isRoot && !HasTypeAndName(schema) ? WithTypeAndName(schema, name) : Properties(schema, name))
        {
            if (CelEscaping.Escape(property) is { } escaped)
            {
                fields[escaped] = new CelField(escaped, property, type);
            }

            least += counts ? property.Length + size + 4 : 0;
        }

        return (new CelObjectType(name, [.. fields.Values]), least);
    }

    /// <summary>The properties, their types, their least sizes, and whether they must be sent.</summary>
    private static IEnumerable<(string Property, CelType Type, long Least, bool Counts)> Properties(ICelSchema schema, string name)
    {
        foreach (var (property, value) in schema.Properties ?? [])
        {
            if (Size(value, value.IsEmbeddedResource, $"{name}.{property}") is { } field)
            {
                yield return (property, field.Type, field.Least, schema.IsRequired(property) && !value.HasDefault);
            }
        }
    }

    /// <summary>Of a resource's metadata, rules can read the two names and nothing else.</summary>
    private static IEnumerable<(string Property, CelType Type, long Least, bool Counts)> WithTypeAndName(ICelSchema schema, string name)
    {
        var metadata = new CelObjectType($"{name}.metadata", Plain("name"), Plain("generateName"));
        return Properties(schema, name).Where(p => p.Property is not ("kind" or "apiVersion" or "metadata"))
            .Append(("kind", PlainText, 2, schema.IsRequired("kind")))
            .Append(("apiVersion", PlainText, 2, schema.IsRequired("apiVersion")))
            .Append(("metadata", metadata, 2, schema.IsRequired("metadata")));
    }

    /// <summary>A schema that describes type and names itself keeps its own words for them.</summary>
    private static bool HasTypeAndName(ICelSchema schema)
    {
        static ICelSchema? Of(ICelSchema? s, string name) => s?.Properties?.FirstOrDefault(p => p.Key == name).Value;
        var metadata = Of(schema, "metadata");
        return Of(schema, "kind")?.Type == "string" && Of(schema, "apiVersion")?.Type == "string" && metadata?.Type == "object"
            && Of(metadata, "name")?.Type == "string" && Of(metadata, "generateName")?.Type == "string";
    }

    private static CelField Plain(string name) => new(name, name, PlainText);

    private static (CelType, long) Text(ICelSchema schema) => schema.Format switch
    {
        "byte" => (CelType.Bytes.WithMaxElements((ulong)(schema.MaxLength is { } most ? Floor(most) : MaxTextLength)), 2),
        "duration" => (CelType.Duration.WithMaxElements((ulong)MaxDurationLength), 3),
        "date" => (CelType.Timestamp.WithMaxElements((ulong)DateLength), DateLength),
        "date-time" => (CelType.Timestamp.WithMaxElements((ulong)MaxDateTimeLength), 21),
        _ => (CelType.String.WithMaxElements((ulong)TextLength(schema)), 2),
    };

    /// <summary>Lengths are in characters of up to four bytes; an enumeration's longest text is known.</summary>
    private static long TextLength(ICelSchema schema) => schema switch
    {
        { MaxLength: { } most } => Floor(most) * 4,
        { Enum.Count: > 0 } => schema.Enum.Max(text => System.Text.Encoding.UTF8.GetByteCount(text)),
        _ => MaxTextLength,
    };

    private static long Floor(long value) => Math.Max(value, 0);
}
