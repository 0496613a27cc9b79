using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Patching;

/// <summary>
/// Reads the schema format of structured-merge-diff. A field with a zero default is one that Go always writes;
/// any other default is the schema's.
/// </summary>
internal sealed class SmdSchemas
{
    private readonly Dictionary<string, MapValue> _types;
    private readonly Dictionary<string, Schema> _known = [];

    public SmdSchemas(string yaml)
        : this(TestYaml.ReadMap(yaml))
    {
    }

    public SmdSchemas(MapValue document) => _types = document.Maps("types").ToDictionary(t => t.String("name")!);

    public Schema this[string name]
    {
        get
        {
            if (!_known.TryGetValue(name, out var schema))
            {
                _known[name] = schema = name switch
                {
                    "__untyped_atomic_" => new Schema { Kind = SchemaKind.Any, IsAtomic = true },
                    "__untyped_deduced_" => Schema.Any,
                    _ => FromAtom(_types[name], null),
                };
            }

            return schema;
        }
    }

    private Schema FromReference(MapValue reference, Value? @default = null)
    {
        var relationship = reference.String("elementRelationship");
        if (reference.String("namedType") is { } name)
        {
            return relationship is null && @default is null ? this[name] : _types.TryGetValue(name, out var type) ? FromAtom(type, relationship, @default) : this[name];
        }

        return FromAtom(reference, relationship, @default);
    }

    private Schema FromAtom(MapValue atom, string? relationship, Value? @default = null)
    {
        var (scalar, list, map) = (atom.String("scalar"), atom.Map("list"), atom.Map("map"));
        if (scalar is not null && list is not null && map is not null)
        {
            var isSet = list.String("elementRelationship") == "associative";
            return new Schema
            {
                Kind = SchemaKind.Any,
                IsAtomic = map.String("elementRelationship") == "atomic",
                ListType = isSet ? ListType.Set : ListType.Atomic,
                ElementSource = isSet ? () => FromReference(list.Map("elementType")!) : null,
            };
        }

        return map is not null ? FromMap(map, relationship, @default)
            : list is not null ? FromList(list, relationship, @default)
            : new Schema { Kind = KindOf(scalar), Default = @default };
    }

    private Schema FromMap(MapValue map, string? relationship, Value? @default)
    {
        var element = map.Map("elementType");
        var fields = map.Maps("fields").Select(FromField).ToArray();
        return new Schema
        {
            Kind = fields.Length > 0 || element is null ? SchemaKind.Object : SchemaKind.Map,
            Fields = new SchemaFields(fields),
            ElementSource = element is null ? null : () => FromReference(element),
            IsAtomic = (relationship ?? map.String("elementRelationship")) == "atomic",
            Default = @default,
        };
    }

    private SchemaField FromField(MapValue field)
    {
        var type = field.Map("type") ?? MapValue.Empty;
        var value = field["default"];
        var isZero = value is MapValue { Count: 0 } or StringValue { Text: "" } || value == NumberValue.Of(0);
        return new SchemaField(field.String("name")!, () => FromReference(type, isZero ? null : value)) { Presence = isZero ? Presence.Always : Presence.AsSent };
    }

    private Schema FromList(MapValue list, string? relationship, Value? @default) => new()
    {
        Kind = SchemaKind.List,
        ElementSource = () => FromReference(list.Map("elementType")!),
        ListType = (relationship ?? list.String("elementRelationship")) == "atomic" ? ListType.Atomic : list.Strings("keys").Any() ? ListType.Map : ListType.Set,
        ListKeys = [.. list.Strings("keys")],
        Default = @default,
    };

    private static SchemaKind KindOf(string? scalar) => scalar switch
    {
        "string" => SchemaKind.String,
        "numeric" => SchemaKind.Number,
        "boolean" => SchemaKind.Boolean,
        _ => SchemaKind.IntOrString,
    };
}
