using System.Runtime.CompilerServices;
using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Patching.Apply;

/// <summary>
/// What ownership and merging need to know of a <see cref="Schema"/>: whether the value may be a scalar, a list or a
/// map (structured-merge-diff's atom, <c>schema/elements.go</c>), and whether it is owned as a whole. Made once per schema.
/// </summary>
internal sealed class OwnershipType
{
    /// <summary>Anything, owned as a whole: <c>RawExtension</c> and the items of a list without schema.</summary>
    public static readonly OwnershipType Opaque = new(OwnershipShapes.All) { IsAtomicList = true, IsAtomicMap = true };

    /// <summary>Anything: maps by member, lists as a whole (<c>__untyped_deduced_</c>).</summary>
    public static readonly OwnershipType Deduced = new(OwnershipShapes.All) { IsAtomicList = true };

    private static readonly Schema EmbeddedText = new() { Kind = SchemaKind.String };
    private static readonly ConditionalWeakTable<Schema, OwnershipType> Known = [];
    private static readonly ConditionalWeakTable<Schema, OwnershipType> KnownPreserving = [];

    private readonly Schema? _schema;
    private readonly bool _preserve;
    private OwnershipType? _element;
    private Dictionary<string, OwnershipType>? _fields;

    private OwnershipType(OwnershipShapes shapes) => Shapes = shapes;

    private OwnershipType(Schema schema, bool preserve)
    {
        _schema = schema;
        _preserve = preserve || schema.PreserveUnknownFields;
        Shapes = ShapesOf(schema.Kind);
        Scalar = ScalarOf(schema);
        IsAtomicList = schema.ListType == ListType.Atomic;
        IsAtomicMap = schema.IsAtomic;
        ListKeys = schema.ListType == ListType.Map ? schema.ListKeys : [];
    }

    /// <summary>What the value may be.</summary>
    public OwnershipShapes Shapes { get; }

    /// <summary>Which scalars are allowed, where a scalar is.</summary>
    public ScalarType Scalar { get; } = ScalarType.Untyped;

    public bool IsAtomicList { get; private init; }

    public bool IsAtomicMap { get; private init; }

    /// <summary>The key fields of a list of maps; empty for a set.</summary>
    public IReadOnlyList<string> ListKeys { get; } = [];

    /// <summary>
    /// Whether a map holds anything, known by no schema. Field sets written under another schema are left alone there:
    /// upstream's <c>isUntypedDeducedMap</c>.
    /// </summary>
    public bool IsDeducedMap => ReferenceEquals(Element, Deduced) && (_schema is null || _schema.Fields.Count == 0);

    /// <summary>The type of list items, and of map members that are no named fields; null where there may be none.</summary>
    public OwnershipType? Element => _element ??= ElementOf();

    /// <summary>The type for a schema.</summary>
    public static OwnershipType Of(Schema schema) => Of(schema, preserve: false);

    /// <summary>Whether the member is a field that the schema names.</summary>
    public bool IsNamed(string name) => _schema is not null && (_schema.Fields.TryGet(name, out _) || IsEmbeddedField(name));

    /// <summary>The type of a member; null where the schema has none.</summary>
    public OwnershipType? TypeOf(string name)
    {
        var fields = Volatile.Read(ref _fields);
        if (fields is not null && fields.TryGetValue(name, out var known))
        {
            return known;
        }

        if (_schema is null || !_schema.Fields.TryGet(name, out var field))
        {
            return IsEmbeddedField(name) ? EmbeddedField(name) : Element;
        }

        var type = Of(field.Schema, _preserve);
        // Copied, so that readers need no lock; a lost race resolves the field again.
        Volatile.Write(ref _fields, new Dictionary<string, OwnershipType>(fields ?? [], StringComparer.Ordinal) { [name] = type });
        return type;
    }

    /// <summary>The default of a key field, which stands in where an item leaves it out.</summary>
    public Value? KeyDefault(string name)
    {
        if (_schema is null || !_schema.Fields.TryGet(name, out var field))
        {
            return null;
        }

        return field.Schema.Default ?? field.Presence switch
        {
            // An optional name whose default OpenAPI does not show (imagePullSecrets).
            _ when name == "name" && _schema.TypeName is "LocalObjectReference" => StringValue.Empty,
            // The one key of a built-in list whose default in OpenAPI is not zero.
            _ when name == "protocol" && _schema.TypeName is "ContainerPort" or "ServicePort" => "TCP",
            // A Go value without omitempty: OpenAPI gives its zero value as the default.
            Presence.Always when field.Schema.Kind is SchemaKind.String => StringValue.Empty,
            Presence.Always when field.Schema.Kind is SchemaKind.Integer or SchemaKind.Number => NumberValue.Of(0),
            Presence.Always when field.Schema.Kind is SchemaKind.Boolean => BoolValue.False,
            _ => null,
        };
    }

    /// <summary>The shapes left when the value is known: the one it has where that is allowed, else all (and a fault later).</summary>
    public OwnershipShapes Deduce(Value? value) => value?.Kind switch
    {
        ValueKind.Map when Shapes.Allow(OwnershipShapes.Map) => OwnershipShapes.Map,
        ValueKind.List when Shapes.Allow(OwnershipShapes.List) => OwnershipShapes.List,
        ValueKind.String or ValueKind.Number or ValueKind.Bool when Shapes.Allow(OwnershipShapes.Scalar) => OwnershipShapes.Scalar,
        _ => Shapes,
    };

    private static OwnershipType Of(Schema schema, bool preserve)
    {
        if (schema.Kind == SchemaKind.Any && schema.Fields.Count == 0 && schema.ListType == ListType.Atomic)
        {
            return schema.IsAtomic ? Opaque : Deduced;
        }

        // What a schema preserves is preserved in everything written inline below it (kube-openapi schemaconv).
        return preserve
            ? KnownPreserving.GetValue(schema, static s => new OwnershipType(s, true))
            : Known.GetValue(schema, static s => new OwnershipType(s, false));
    }

    private OwnershipType? ElementOf()
    {
        if (_schema is null)
        {
            return ReferenceEquals(this, Opaque) ? Opaque : Deduced;
        }

        if (_schema.Element is { } element)
        {
            return Of(element, _preserve);
        }

        return _schema.Kind switch
        {
            SchemaKind.List => Opaque,
            // An object without any field is free-form (kube-openapi schemaconv parseObject).
            _ => _preserve || _schema.Fields.Count == 0 || _schema.Kind == SchemaKind.Any ? Deduced : null,
        };
    }

    // apiextensions' addEmbeddedProperties: whole objects have the metadata of any.
    private static OwnershipType EmbeddedField(string name) => Of(name == "metadata" ? BuiltInSchemas.ObjectMeta : EmbeddedText);

    private bool IsEmbeddedField(string name) => _schema is { IsEmbeddedResource: true } && name is "apiVersion" or "kind" or "metadata";

    private static OwnershipShapes ShapesOf(SchemaKind kind) => kind switch
    {
        SchemaKind.Object or SchemaKind.Map => OwnershipShapes.Map,
        SchemaKind.List => OwnershipShapes.List,
        SchemaKind.Any => OwnershipShapes.All,
        _ => OwnershipShapes.Scalar,
    };

    // A string with a format other than byte may be written as any scalar (kube-openapi schemaconv convertPrimitive).
    private static ScalarType ScalarOf(Schema schema) => schema.Kind switch
    {
        SchemaKind.String => schema.Format is null or "" or "byte" ? ScalarType.String : ScalarType.Untyped,
        SchemaKind.Integer or SchemaKind.Number => ScalarType.Numeric,
        SchemaKind.Boolean => ScalarType.Boolean,
        _ => ScalarType.Untyped,
    };
}
