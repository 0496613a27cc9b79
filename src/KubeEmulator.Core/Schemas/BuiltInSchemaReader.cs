using KubeEmulator.Values;

namespace KubeEmulator.Schemas;

/// <summary>Fact file nodes to schemas. The keys of a node are listed in schemas/README.md.</summary>
internal static class BuiltInSchemaReader
{
    /// <summary>The schema of a type; its fields resolve when first read.</summary>
    public static Schema Read(string name, MapValue facts)
    {
        var package = name[..name.LastIndexOf('.')];
        var shortName = name[(package.Length + 1)..];
        var fields = facts.Map("fields") ?? MapValue.Empty;
        return new Schema
        {
            Kind = SchemaKind.Object,
            TypeName = shortName,
            GoType = GoTypeOf(name),
            IsAtomic = facts.String("map") == "atomic",
            Fields = new SchemaFields([.. fields.Select(f => Field(package, f.Key, (MapValue)f.Value))]),
        };
    }

    private static SchemaField Field(string package, string name, MapValue facts)
    {
        var patch = facts.StringOrEmpty("patch");
        return new SchemaField(PropertyNames.Intern(name), () => Node(package, facts))
        {
            Presence = facts.String("presence") switch
            {
                "nonZero" => Presence.NonZero,
                "always" => Presence.Always,
                "null" => Presence.AlwaysOrNull,
                _ => Presence.AsSent,
            },
            Embedded = facts.String("via"),
            IsRequired = facts.Bool("required") ?? false,
            PatchMerge = patch.Contains("merge", StringComparison.Ordinal),
            PatchReplace = patch.Contains("replace", StringComparison.Ordinal),
            PatchRetainKeys = patch.Contains("retainKeys", StringComparison.Ordinal),
            PatchMergeKey = facts.String("mergeKey"),
        };
    }

    private static Schema Node(string package, MapValue facts)
    {
        var atomic = facts.String("map") == "atomic";
        if (facts.String("ref") is { } reference)
        {
            var target = BuiltInSchemas.Named(reference.Contains('.', StringComparison.Ordinal) ? reference : $"{package}.{reference}")!;
            var isAtomic = facts.String("map") switch { "atomic" => true, "granular" => false, _ => target.IsAtomic };
            return isAtomic == target.IsAtomic ? target : OwnedAs(target, isAtomic);
        }

        if (facts.Map("items") is { } items)
        {
            return new Schema
            {
                Kind = SchemaKind.List,
                GoType = facts.String("go") ?? "[]" + GoTypeOf(package, items),
                ElementSource = () => Node(package, items),
                ListType = facts.String("list") switch { "map" => ListType.Map, "set" => ListType.Set, _ => ListType.Atomic },
                ListKeys = [.. facts.Strings("keys")],
            };
        }

        return facts.Map("values") is { } values
            ? new Schema
            {
                Kind = SchemaKind.Map,
                GoType = facts.String("go") ?? "map[string]" + GoTypeOf(package, values),
                ElementSource = () => Node(package, values),
                IsAtomic = atomic,
            }
            : Scalar(package, facts);
    }

    private static Schema Scalar(string package, MapValue facts) => new()
    {
        Kind = facts.String("type") switch
        {
            "string" => SchemaKind.String,
            "integer" => SchemaKind.Integer,
            "number" => SchemaKind.Number,
            "boolean" => SchemaKind.Boolean,
            _ => SchemaKind.Any,
        },
        Format = facts.String("format"),
        GoType = GoTypeOf(package, facts),
    };

    // What the importer leaves out because it follows from the shape.
    private static string GoTypeOf(string package, MapValue facts)
    {
        if (facts.String("go") is { } go)
        {
            return go;
        }

        if (facts.String("ref") is { } reference)
        {
            return GoTypeOf(reference.Contains('.', StringComparison.Ordinal) ? reference : $"{package}.{reference}");
        }

        if (facts.Map("items") is { } items)
        {
            return "[]" + GoTypeOf(package, items);
        }

        if (facts.Map("values") is { } values)
        {
            return "map[string]" + GoTypeOf(package, values);
        }

        return (facts.String("type"), facts.String("format")) switch
        {
            ("integer", var format) => format ?? "int",
            ("number", _) => "float64",
            ("boolean", _) => "bool",
            ("string", "byte") => "[]uint8",
            ("object", _) => "map[string]interface {}",
            (var type, _) => type ?? "interface {}",
        };
    }

    private static string GoTypeOf(string name)
    {
        var words = name.Split('.');
        return $"{words[^2]}.{words[^1]}";
    }

    // A field may say how its struct is owned, whatever the struct says of itself.
    private static Schema OwnedAs(Schema target, bool isAtomic) => new()
    {
        Kind = target.Kind,
        Format = target.Format,
        TypeName = target.TypeName,
        GoType = target.GoType,
        Fields = target.Fields,
        ElementSource = target.ElementSource,
        IsAtomic = isAtomic,
    };
}
