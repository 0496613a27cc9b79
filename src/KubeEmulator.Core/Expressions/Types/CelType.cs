namespace KubeEmulator.Expressions;

/// <summary>
/// A CEL type. Immutable; types made from a schema carry what the schema knows about sizes
/// (<see cref="MaxElements"/>) and about how lists merge (<see cref="ListKeys"/>), which the cost estimator and
/// list equality read.
/// </summary>
internal class CelType
{
    public static readonly CelType Dyn = new(CelKind.Dyn, "dyn");
    public static readonly CelType Error = new(CelKind.Error, "!error!");
    public static readonly CelType Bool = new(CelKind.Bool, "bool");
    public static readonly CelType Int = new(CelKind.Int, "int");
    public static readonly CelType Uint = new(CelKind.Uint, "uint");
    public static readonly CelType Double = new(CelKind.Double, "double");
    public static readonly CelType String = new(CelKind.String, "string");
    public static readonly CelType Bytes = new(CelKind.Bytes, "bytes");
    public static readonly CelType Timestamp = new(CelKind.Timestamp, "google.protobuf.Timestamp");
    public static readonly CelType Duration = new(CelKind.Duration, "google.protobuf.Duration");
    public static readonly CelType Null = new(CelKind.Null, "null_type");
    public static readonly CelType Type = new(CelKind.Type, "type");

    protected CelType(CelKind kind, string name, params CelType[] parameters)
    {
        Kind = kind;
        Name = name;
        Parameters = parameters;
    }

    public CelKind Kind { get; }

    /// <summary>The name at run time: what <c>string(type(x))</c> would show.</summary>
    public string Name { get; }

    public CelType[] Parameters { get; }

    /// <summary>At most this many elements, characters or bytes; <c>null</c> where nothing is known.</summary>
    public ulong? MaxElements { get; private init; }

    /// <summary>For lists from a schema: how they merge; <c>null</c> is an ordinary, ordered list.</summary>
    public CelListKeys? ListKeys { get; private init; }

    /// <summary>For a list its items, for a map its values.</summary>
    public CelType Element => Kind == CelKind.Map ? Parameters[1] : Parameters[0];

    public bool IsOptional => Kind == CelKind.Opaque && Name == "optional_type";

    public static CelType List(CelType element) => new(CelKind.List, "list", element);

    public static CelType Map(CelType key, CelType value) => new(CelKind.Map, "map", key, value);

    public static CelType Optional(CelType value) => new(CelKind.Opaque, "optional_type", value);

    public static CelType TypeOf(CelType value) => new(CelKind.Type, "type", value);

    public static CelType Param(string name) => new(CelKind.TypeParam, name);

    public static CelType Opaque(string name, params CelType[] parameters) => new(CelKind.Opaque, name, parameters);

    /// <summary>A named type without fields, such as <c>kubernetes.Quantity</c>.</summary>
    public static CelType Named(string name) => new(CelKind.Struct, name);

    /// <summary>This type with a bound on its size.</summary>
    public CelType WithMaxElements(ulong? max) => new(Kind, Name, Parameters) { MaxElements = max, ListKeys = ListKeys };

    /// <summary>This list type with the schema's merge rule.</summary>
    public CelType WithListKeys(CelListKeys keys) => new(Kind, Name, Parameters) { MaxElements = MaxElements, ListKeys = keys };

    /// <summary>The same type, parameter by parameter.</summary>
    public bool IsExactly(CelType other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        if (Kind != other.Kind || Name != other.Name || Parameters.Length != other.Parameters.Length)
        {
            return false;
        }

        for (var i = 0; i < Parameters.Length; i++)
        {
            if (!Parameters[i].IsExactly(other.Parameters[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The type as checker messages print it (cel-go checker/format.go).</summary>
    public override string ToString() => Kind switch
    {
        CelKind.Timestamp => "timestamp",
        CelKind.Duration => "duration",
        CelKind.Null => "null",
        _ when Parameters.Length == 0 => Name,
        _ => $"{Name}({string.Join(", ", Parameters.Select(p => p.ToString()))})",
    };
}
