using KubeEmulator.Values;

namespace KubeEmulator.Schemas;

/// <summary>What a custom resource's structural schema demands of a value beyond its shape. Absent keywords are null.</summary>
internal sealed class SchemaConstraints
{
    public static readonly SchemaConstraints None = new();

    public double? Minimum { get; init; }

    public bool ExclusiveMinimum { get; init; }

    public double? Maximum { get; init; }

    public bool ExclusiveMaximum { get; init; }

    public double? MultipleOf { get; init; }

    public long? MinLength { get; init; }

    public long? MaxLength { get; init; }

    public string? Pattern { get; init; }

    public long? MinItems { get; init; }

    public long? MaxItems { get; init; }

    public bool UniqueItems { get; init; }

    public long? MinProperties { get; init; }

    public long? MaxProperties { get; init; }

    public IReadOnlyList<string> Required { get; init; } = [];

    public IReadOnlyList<Value>? Enum { get; init; }

    public IReadOnlyList<Schema> AllOf { get; init; } = [];

    public IReadOnlyList<Schema> AnyOf { get; init; } = [];

    public IReadOnlyList<Schema> OneOf { get; init; } = [];

    public Schema? Not { get; init; }

    /// <summary>The <c>x-kubernetes-validations</c> as written, each a map with rule, message, ...; empty where none.</summary>
    public IReadOnlyList<MapValue> Rules { get; init; } = [];
}
