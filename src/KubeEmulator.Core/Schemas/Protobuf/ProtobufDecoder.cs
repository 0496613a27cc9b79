using System.Text;
using KubeEmulator.Values;

namespace KubeEmulator.Schemas;

/// <summary>
/// Protobuf bodies to documents. A message says numbers; <see cref="ProtobufMessages"/> says names, and the type's
/// <see cref="Schema"/> which messages are embedded structs, whose members stand in the object itself. Upstream:
/// <c>apimachinery/pkg/runtime/serializer/protobuf</c> and the types' generated code.
/// </summary>
internal static class ProtobufDecoder
{
    // No built-in type nests deeper; a body that does is meant to hurt.
    private const int MaxDepth = 200;

    /// <summary>Reads a message of a type.</summary>
    /// <param name="name">The type's OpenAPI name.</param>
    /// <param name="bytes">The message.</param>
    /// <exception cref="ValueFormatException">It is malformed, or the type has no protobuf form.</exception>
    public static MapValue Read(string name, ReadOnlySpan<byte> bytes)
    {
        var members = new MapBuilder();
        ReadInto(members, name, BuiltInSchemas.Named(name), bytes, 0);
        return members.Build();
    }

    private static void ReadInto(MapBuilder members, string name, Schema? schema, ReadOnlySpan<byte> bytes, int depth)
    {
        var fields = ProtobufMessages.Find(name) ?? throw ProtobufReader.Malformed($"{name} has no protobuf form");
        if (depth > MaxDepth)
        {
            throw ProtobufReader.Malformed("exceeded max depth");
        }

        var reader = new ProtobufReader(bytes);
        while (reader.Next())
        {
            if (fields.TryGetValue(reader.Field, out var field))
            {
                ReadField(members, field, schema, ref reader, depth);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static void ReadField(MapBuilder members, ProtobufField field, Schema? schema, ref ProtobufReader reader, int depth)
    {
        var json = JsonName(field.Name, schema);
        SchemaField? member = null;
        if (schema is { Kind: SchemaKind.Object } && !schema.Fields.TryGet(json, out member) && field.IsMessage && !field.IsRepeated && !field.IsMap)
        {
            reader.Require(2, field.Name);
            ReadInto(members, field.Type, schema, reader.Delimited(), depth + 1);
            return;
        }

        if (field.IsMap)
        {
            reader.Require(2, field.Name);
            var (key, value) = Entry(field, member?.Schema.Element, reader.Delimited(), depth);
            members[json] = (members[json] as MapValue ?? MapValue.Empty).With(key, value);
        }
        else if (ReadValue(field, field.IsRepeated ? member?.Schema.Element : member?.Schema, ref reader, depth) is { } value)
        {
            members[json] = field.IsRepeated ? (members[json] as ListValue ?? ListValue.Empty).Add(value) : value;
        }
    }

    private static (string Key, Value Value) Entry(ProtobufField field, Schema? schema, ReadOnlySpan<byte> bytes, int depth)
    {
        var key = "";
        Value? value = null;
        var reader = new ProtobufReader(bytes);
        while (reader.Next())
        {
            if (reader.Field == 1 && reader.WireType == 2)
            {
                key = Encoding.UTF8.GetString(reader.Delimited());
            }
            else if (reader.Field == 2)
            {
                value = ReadValue(field, schema, ref reader, depth);
            }
            else
            {
                reader.Skip();
            }
        }

        return (key, value ?? Absent(field.Type));
    }

    // An entry whose value is left out has the type's zero value.
    private static Value Absent(string type) => type switch
    {
        "string" => "",
        _ when ProtobufLeaves.TryRead(type, [], out var leaf) => leaf ?? Value.Null,
        _ => type.Contains('.') ? MapValue.Empty : Value.Null,
    };

    private static Value? ReadValue(ProtobufField field, Schema? schema, ref ProtobufReader reader, int depth)
    {
        switch (field.Type)
        {
            case "bool":
                reader.Require(0, field.Name);
                return reader.Varint() != 0;
            case "int32":
                reader.Require(0, field.Name);
                return (int)reader.Varint();
            case "int64":
                reader.Require(0, field.Name);
                return (long)reader.Varint();
            case "double":
                reader.Require(1, field.Name);
                return reader.Double();
        }

        reader.Require(2, field.Name);
        var bytes = reader.Delimited();
        return field.Type switch
        {
            "string" => Encoding.UTF8.GetString(bytes),
            "bytes" => Convert.ToBase64String(bytes),
            _ => Message(field.Type, schema, bytes, depth + 1),
        };
    }

    private static Value? Message(string type, Schema? schema, ReadOnlySpan<byte> bytes, int depth)
    {
        if (ProtobufLeaves.TryRead(type, bytes, out var leaf))
        {
            return leaf;
        }

        var members = new MapBuilder();
        ReadInto(members, type, schema is { Kind: SchemaKind.Object } ? schema : BuiltInSchemas.Named(type), bytes, depth);

        // Named list types (Verbs, ExtraValue) are messages of one field.
        if (schema is { Kind: SchemaKind.List } || IsListType(type))
        {
            return members["items"] ?? ListValue.Empty;
        }

        return ProtobufUnions.Shape(type, members.Build());
    }

    private static bool IsListType(string type) => type.EndsWith(".ExtraValue", StringComparison.Ordinal) || type.EndsWith(".Verbs", StringComparison.Ordinal);

    // JSON schemas use names that are no identifiers; a few messages spell theirs as Go does (Webhooks, uID).
    private static string JsonName(string name, Schema? schema) => name switch
    {
        _ when schema is { Kind: SchemaKind.Object } && !schema.Fields.TryGet(name, out _) && schema.Fields.FirstOrDefault(f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } same => same.Name,
        "ref" => "$ref",
        "schema" => "$schema",
        _ when name.StartsWith("xKubernetes", StringComparison.Ordinal) => "x-kubernetes" + Dashed(name["xKubernetes".Length..]),
        _ => name,
    };

    private static string Dashed(string words)
    {
        var text = new StringBuilder();
        foreach (var c in words)
        {
            if (char.IsAsciiLetterUpper(c))
            {
                text.Append('-');
            }

            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }
}
