using System.Collections;
using System.Reflection;
using KubeEmulator.Values;

namespace KubeEmulator.CustomResources;

/// <summary>
/// The structural schema of a model class, property by property. What becomes of which type, and which class attributes count, is
/// what KubeOps' transpiler (<c>KubeOps.Transpiler/Crds.cs</c>) does.
/// </summary>
internal sealed class TypeSchemas(Type entity)
{
    private const string PreserveUnknownFields = "x-kubernetes-preserve-unknown-fields";
    private static readonly string[] Envelope = ["metadata", "apiversion", "kind"];

    // The way from the root to the property being read, for errors, and the classes on it, for recursion.
    private readonly Stack<string> _path = [];
    private readonly HashSet<Type> _ancestors = [];

    /// <summary>The schema of the whole object.</summary>
    public MapValue Root()
    {
        var schema = new MapBuilder { { "type", "object" } };
        PropertyKeywords.Describe(schema, entity);
        (string Name, PropertyInfo Property)[] members = [.. EntityProperties.Of(entity).Where(p => !Envelope.Contains(p.Property.Name.ToLowerInvariant()))];
        schema.Set("properties", Properties(members));
        string[] required = [.. members.Where(m => NeedsSpec(m.Property)).Select(m => m.Name)];
        Require(schema, required);
        PropertyKeywords.Rules(schema, NamedAttributes.Inherited(entity, "ValidationRule"));
        return schema.Build();
    }

    /// <summary>The schema of one property, with all that its attributes add.</summary>
    public MapValue Of(PropertyInfo property)
    {
        _path.Push(property.Name);
        var schema = Bare(property).ToBuilder();
        if (EntityProperties.IsNullable(property))
        {
            schema.Set("nullable", true);
        }

        if (PropertyKeywords.Apply(schema, property) is { } fault)
        {
            throw Fault(fault);
        }

        _path.Pop();
        return schema.Build();
    }

    private MapValue Bare(PropertyInfo property)
    {
        if (NamedAttributes.Has(property, "EmbeddedResource"))
        {
            return KnownSchemas.AnyObject.With("x-kubernetes-embedded-resource", true);
        }

        return NamedAttributes.Has(property, "PreserveUnknownFields")
            ? OrAny(() => Of(property.PropertyType)).With(PreserveUnknownFields, true)
            : Of(property.PropertyType);
    }

    private MapValue Of(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return Of(inner).With("nullable", true);
        }

        return KnownSchemas.Of(type) ?? (type.IsEnum ? Enumeration(type) : Collection(type) ?? Class(type));
    }

    private static MapValue Enumeration(Type type) => MapValue.Of(
        ("type", "string"),
        ("enum", ListValue.From(Enum.GetNames(type).Select(n => (Value)EntityProperties.EnumName(type, n)))));

    // Dictionaries before lists: they are both.
    private MapValue? Collection(Type type)
    {
        Type[] interfaces = type.IsInterface ? [type, .. type.GetInterfaces()] : type.GetInterfaces();
        var values = Arguments(interfaces, typeof(IDictionary<,>)) ?? Arguments(interfaces, typeof(IReadOnlyDictionary<,>));
        if (values is not null)
        {
            return MapOf(values[1]);
        }

        if (interfaces.Contains(typeof(IDictionary)))
        {
            return KnownSchemas.AnyObject;
        }

        if (Arguments(interfaces, typeof(IEnumerable<>)) is not { } items)
        {
            return null;
        }

        return items[0].IsGenericType && items[0].GetGenericTypeDefinition() == typeof(KeyValuePair<,>)
            ? MapOf(items[0].GenericTypeArguments[1])
            : MapValue.Of(("type", "array"), ("items", Of(items[0])));
    }

    private MapValue MapOf(Type values) => MapValue.Of(("type", "object"), ("additionalProperties", Of(values)));

    private static Type[]? Arguments(Type[] interfaces, Type definition) =>
        Array.Find(interfaces, i => i.IsGenericType && i.GetGenericTypeDefinition() == definition)?.GenericTypeArguments;

    private MapValue Class(Type type)
    {
        if (type.IsInterface || type.IsPointer || type.IsPrimitive || IsOfFramework(type) || typeof(Delegate).IsAssignableFrom(type))
        {
            throw Fault($"type {type.FullName} has no form in a schema. Use string, bool, int, long, double, DateTime, an enum, a class, a list or a dictionary of these, or mark it [PreserveUnknownFields] or [Ignore].");
        }

        if (!_ancestors.Add(type))
        {
            throw Fault($"type {type.Name} contains itself, and the schema of a CustomResourceDefinition cannot be recursive. Break the circle, or mark the property [PreserveUnknownFields] or [Ignore].");
        }

        try
        {
            return NamedAttributes.Has(type, "PreserveUnknownFields") ? OrAny(() => Members(type)).With(PreserveUnknownFields, true) : Members(type);
        }
        finally
        {
            _ancestors.Remove(type);
        }
    }

    private static bool IsOfFramework(Type type) => type.Namespace is { } name && (name == "System" || name.StartsWith("System.", StringComparison.Ordinal));

    private MapValue Members(Type type)
    {
        var schema = new MapBuilder { { "type", "object" } };
        PropertyKeywords.Describe(schema, type);
        (string Name, PropertyInfo Property)[] members = [.. EntityProperties.Of(type)];
        schema.Set("properties", Properties(members));
        Require(schema, members.Where(m => NamedAttributes.Has(m.Property, "Required")).Select(m => m.Name));
        PropertyKeywords.Rules(schema, NamedAttributes.Inherited(type, "ValidationRule"));
        if (NamedAttributes.Inherited(type, "DefaultValue").FirstOrDefault() is { } fallback)
        {
            schema.Set("default", PropertyKeywords.Constant(fallback, out var fault) ?? throw Fault(fault!));
        }

        return schema.Build();
    }

    private MapValue Properties(IEnumerable<(string Name, PropertyInfo Property)> members)
    {
        var properties = new MapBuilder();
        foreach (var (name, property) in members)
        {
            properties.Set(name, Of(property));
        }

        return properties.Build();
    }

    // What preserves unknown fields may be of any type: a schema where there can be one, any object otherwise.
    private MapValue OrAny(Func<MapValue> schema)
    {
        var depth = _path.Count;
        try
        {
            return schema();
        }
        catch (CustomResourceTypeException)
        {
            while (_path.Count > depth)
            {
                _path.Pop();
            }

            return KnownSchemas.AnyObject;
        }
    }

    private static void Require(MapBuilder schema, IEnumerable<string> names)
    {
        var required = ListValue.From(names.Order(StringComparer.Ordinal).Select(n => (Value)n));
        if (required.Count > 0)
        {
            schema.Set("required", required);
        }
    }

    // A spec is required where its class or one of its own properties is.
    private static bool NeedsSpec(PropertyInfo property) =>
        property.Name.Equals("spec", StringComparison.OrdinalIgnoreCase)
        && (NamedAttributes.Has(property.PropertyType, "Required") || EntityProperties.Of(property.PropertyType).Any(p => NamedAttributes.Has(p.Property, "Required")));

    private CustomResourceTypeException Fault(string fault) => new(entity, string.Join('.', _path.Reverse()), fault);
}
