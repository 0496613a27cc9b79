using KubeEmulator.Objects;
using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>A resource as served in one version: its names, scope and verbs, how it looks and how it behaves. Immutable.</summary>
public sealed class ResourceType
{
    /// <summary>The API group; empty for the core group.</summary>
    public required string Group { get; init; }

    /// <summary>The served version.</summary>
    public required string Version { get; init; }

    /// <summary>The kind of one object.</summary>
    public required string Kind { get; init; }

    /// <summary>The plural name that stands in URLs.</summary>
    public required string Plural { get; init; }

    /// <summary>The singular name.</summary>
    public required string Singular { get; init; }

    /// <summary>The kind of a list; empty for resources that cannot be listed.</summary>
    public string ListKind { get; init; } = "";

    /// <summary>Whether objects live in namespaces.</summary>
    public required bool Namespaced { get; init; }

    /// <summary>Short names, such as <c>po</c>.</summary>
    public IReadOnlyList<string> ShortNames { get; init; } = [];

    /// <summary>Categories, such as <c>all</c>.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>The verbs served, as discovery lists them.</summary>
    public required IReadOnlyList<string> Verbs { get; init; }

    /// <summary>The subresources served.</summary>
    public IReadOnlyList<SubresourceType> Subresources { get; init; } = [];

    /// <summary>The version that stored objects are in.</summary>
    public required GroupVersion StorageVersion { get; init; }

    /// <summary>Where objects are stored; differs from <see cref="GroupResource"/> where two resources show the same objects (events).</summary>
    public required GroupResource StorageResource { get; init; }

    /// <summary>Discovery's storage version hash; empty where none is shown.</summary>
    public string StorageVersionHash { get; init; } = "";

    /// <summary>The field labels that selectors may name.</summary>
    public IReadOnlyList<string> SelectableFields { get; init; } = ["metadata.name", "metadata.namespace"];

    /// <summary>Whether deleting one object answers with the object rather than with a Status.</summary>
    public bool DeleteReturnsObject { get; init; }

    /// <summary>The <c>openAPIV3Schema</c> of a custom resource as its definition has it, for OpenAPI documents; null for built-in kinds.</summary>
    public MapValue? PublishedSchema { get; init; }

    /// <summary>The columns of its Table.</summary>
    internal IReadOnlyList<PrinterColumn> Columns { get; init; } = [];

    /// <summary>Whether OpenAPI documents describe it; what has no objects of its own (the series of a metric) is only discovered.</summary>
    public bool IsDescribed { get; init; } = true;

    /// <summary>Whether a CustomResourceDefinition made it.</summary>
    public bool IsCustom { get; init; }

    /// <summary>What a client is warned of that uses this version; null where nothing is.</summary>
    public string? DeprecationWarning { get; init; }

    /// <summary>Ends when the resource is not served any more as it is here; watches end with it.</summary>
    internal CancellationToken Withdrawn { get; init; }

    /// <summary>The type of an object in this version.</summary>
    internal Schema Schema => _schema ??= SchemaSource();

    /// <summary>Where <see cref="Schema"/> comes from; invoked when first read.</summary>
    internal Func<Schema> SchemaSource { get; init; } = () => Schema.Any;

    /// <summary>What is special about the kind.</summary>
    public required KindBehavior Behavior { get; init; }

    /// <summary>Group and version.</summary>
    public GroupVersion GroupVersion => new(Group, Version);

    /// <summary>Group and plural name.</summary>
    public GroupResource GroupResource => new(Group, Plural);

    /// <summary>Whether stored objects are served as they are. A custom resource's schema may have changed since, and so what it reads as.</summary>
    internal bool IsServedAsStored => _servedAsStored ??= !IsCustom && GroupVersion == StorageVersion && GroupResource == StorageResource;

    /// <summary>Where an object of this type is stored.</summary>
    public ObjectKey Key(string @namespace, string name) => new(StorageResource, Namespaced ? @namespace : "", name);

    /// <summary>The subresource of this name, or null.</summary>
    public SubresourceType? Subresource(string name) => Subresources.FirstOrDefault(s => s.Name == name);

    private Schema? _schema;
    private bool? _servedAsStored;

    /// <inheritdoc/>
    public override string ToString() => $"{GroupVersion}/{Plural}";
}
