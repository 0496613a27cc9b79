using KubeEmulator.Values;

namespace KubeEmulator.Schemas;

/// <summary>
/// One node of a type: what a value there may be, how lists and maps below it are owned and merged.
/// Built-in types and structural schemas of custom resources are both described by it, so that decoding, pruning,
/// patching and apply exist once. Immutable; fields of referenced types are resolved when first read.
/// </summary>
internal sealed class Schema
{
    /// <summary>Describes anything.</summary>
    public static readonly Schema Any = new() { Kind = SchemaKind.Any };

    /// <summary>The shape of the value.</summary>
    public required SchemaKind Kind { get; init; }

    /// <summary>The OpenAPI format: <c>int32</c>, <c>int64</c>, <c>byte</c>, <c>date-time</c>, <c>micro-time</c>, <c>duration</c>, or a CRD's own.</summary>
    public string? Format { get; init; }

    /// <summary>The Go type's short name (<c>DeploymentSpec</c>), which decoding errors mention; null where unnamed.</summary>
    public string? TypeName { get; init; }

    /// <summary>The Go type as Go prints it (<c>v1.DeploymentSpec</c>, <c>map[string]string</c>, <c>int32</c>), which decoding errors mention; null in CRDs.</summary>
    public string? GoType { get; init; }

    /// <summary>The named fields of an <see cref="SchemaKind.Object"/> (may also stand beside an element schema in CRDs).</summary>
    public SchemaFields Fields { get; init; } = SchemaFields.None;

    /// <summary>The schema of the items of a list or of the values of a map.</summary>
    public Schema? Element => _element ??= ElementSource?.Invoke();

    /// <summary>Where <see cref="Element"/> comes from; invoked once, when first read.</summary>
    public Func<Schema>? ElementSource { get; init; }

    /// <summary>How a list is owned and merged.</summary>
    public ListType ListType { get; init; }

    /// <summary>The key fields of a list of type map, in order.</summary>
    public IReadOnlyList<string> ListKeys { get; init; } = [];

    /// <summary>Whether an object or map is owned as a whole (<c>x-kubernetes-map-type: atomic</c>).</summary>
    public bool IsAtomic { get; init; }

    /// <summary>Whether JSON null is a value here rather than an absence (CRD <c>nullable</c>).</summary>
    public bool Nullable { get; init; }

    /// <summary>Whether fields that the schema does not name are kept (<c>x-kubernetes-preserve-unknown-fields</c>).</summary>
    public bool PreserveUnknownFields { get; init; }

    /// <summary>Whether the value is a whole object with apiVersion, kind and metadata (<c>x-kubernetes-embedded-resource</c>).</summary>
    public bool IsEmbeddedResource { get; init; }

    /// <summary>The default that a CRD's schema gives (built-in kinds are defaulted by their behaviour).</summary>
    public Value? Default { get; init; }

    /// <summary>What else a CRD's schema demands: minimum, pattern, required, enum, CEL rules, ...; null for built-in kinds.</summary>
    public SchemaConstraints? Constraints { get; init; }

    /// <summary>The struct's zero value as written, once somebody has asked for it (see <see cref="ZeroValues"/>).</summary>
    internal MapValue? Zero { get; set; }

    /// <summary>What stands below a structural schema, once somebody has asked for it.</summary>
    internal StructuralTraits? Traits { get; set; }

    private Schema? _element;
}
