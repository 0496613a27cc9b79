namespace KubeEmulator.Expressions;

/// <summary>
/// An object type with named fields, resolved when first asked for, so that recursive or large schemas cost
/// only what an expression touches.
/// </summary>
internal sealed class CelObjectType : CelType
{
    private readonly Lazy<IReadOnlyDictionary<string, CelField>> _fields;
    private readonly Lazy<IReadOnlyDictionary<string, CelField>> _byProperty;
    private bool _isOpen;

    public CelObjectType(string name, Func<IEnumerable<CelField>> fields)
        : base(CelKind.Struct, name)
    {
        _fields = new(() => fields().ToDictionary(f => f.Name, StringComparer.Ordinal));
        _byProperty = new(() => _fields.Value.Values.ToDictionary(f => f.Property, StringComparer.Ordinal));
    }

    public CelObjectType(string name, params CelField[] fields)
        : this(name, () => fields)
    {
    }

    /// <summary>A type that has every field, each of any type.</summary>
    public static CelObjectType Open(string name) => new(name) { _isOpen = true };

    public IReadOnlyDictionary<string, CelField> Fields => _fields.Value;

    /// <summary>The field of this name in expressions.</summary>
    public CelField? Field(string name) =>
        _fields.Value.GetValueOrDefault(name) ?? (_isOpen ? new CelField(name, CelEscaping.Unescape(name) ?? name, Dyn) : null);

    /// <summary>The field that stores this JSON property.</summary>
    public CelField? ByProperty(string property) => _byProperty.Value.GetValueOrDefault(property);
}
