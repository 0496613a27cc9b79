namespace KubeEmulator.Schemas;

/// <summary>A named field of an object schema.</summary>
internal sealed class SchemaField(string name, Func<Schema> schema)
{
    private Schema? _schema;

    /// <summary>The JSON name.</summary>
    public string Name { get; } = name;

    /// <summary>What the field holds; resolved when first read, so that recursive types are possible.</summary>
    public Schema Schema => _schema ??= schema();

    /// <summary>When a built-in type writes the field.</summary>
    public Presence Presence { get; init; }

    /// <summary>The Go names of the embedded structs on the way to the field (<c>VolumeSource</c>), which decoding errors mention; null for a field of the struct itself.</summary>
    public string? Embedded { get; init; }

    /// <summary>Whether OpenAPI lists the field as required.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Strategic merge: <c>x-kubernetes-patch-strategy</c> contains <c>merge</c>.</summary>
    public bool PatchMerge { get; init; }

    /// <summary>Strategic merge: <c>x-kubernetes-patch-strategy</c> is <c>replace</c>.</summary>
    public bool PatchReplace { get; init; }

    /// <summary>Strategic merge: <c>x-kubernetes-patch-strategy</c> contains <c>retainKeys</c>.</summary>
    public bool PatchRetainKeys { get; init; }

    /// <summary>Strategic merge: <c>x-kubernetes-patch-merge-key</c>; null for lists of scalars.</summary>
    public string? PatchMergeKey { get; init; }
}
