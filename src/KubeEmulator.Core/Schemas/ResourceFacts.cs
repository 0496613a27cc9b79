using KubeEmulator.Objects;

namespace KubeEmulator.Schemas;

/// <summary>What a served resource is: its names, scope, verbs, subresources and how it prints. Of a built-in kind, or made from a CRD's version.</summary>
internal sealed record ResourceFacts
{
    public required string Group { get; init; }

    public required string Version { get; init; }

    public required string Kind { get; init; }

    /// <summary>The kind of a list of these.</summary>
    public required string ListKind { get; init; }

    /// <summary>The resource name in paths.</summary>
    public required string Plural { get; init; }

    public required string Singular { get; init; }

    public IReadOnlyList<string> ShortNames { get; init; } = [];

    public IReadOnlyList<string> Categories { get; init; } = [];

    public required bool Namespaced { get; init; }

    /// <summary>The verbs that discovery lists, sorted.</summary>
    public required IReadOnlyList<string> Verbs { get; init; }

    /// <summary>Sorted by name.</summary>
    public IReadOnlyList<SubresourceFacts> Subresources { get; init; } = [];

    /// <summary>Whether a server without <c>--runtime-config</c> serves it (alpha and beta versions are off).</summary>
    public bool EnabledByDefault { get; init; } = true;

    /// <summary>The hash by which clients see that two versions are stored alike; empty for what is not stored.</summary>
    public string StorageVersionHash { get; init; } = "";

    /// <summary>The version that is stored; the own one for what is not stored.</summary>
    public required GroupVersion StorageVersion { get; init; }

    /// <summary>Whether deleting one object answers with the object rather than with a Status.</summary>
    public bool DeleteReturnsObject { get; init; }

    /// <summary>The columns of a Table; empty for kinds that are never listed.</summary>
    public IReadOnlyList<PrinterColumn> Columns { get; init; } = [];

    /// <summary>The labels that field selectors may use; name and namespace always.</summary>
    public IReadOnlyList<string> SelectableFields { get; init; } = ["metadata.name", "metadata.namespace"];

    public GroupVersion GroupVersion => new(Group, Version);

    public GroupVersionKind GroupVersionKind => new(Group, Version, Kind);

    public GroupResource GroupResource => new(Group, Plural);

    /// <summary>The subresource, or null where there is none of this name.</summary>
    public SubresourceFacts? Subresource(string name) => Subresources.FirstOrDefault(s => s.Name == name);

    /// <summary>Whether discovery lists the verb.</summary>
    public bool Allows(string verb) => Verbs.Contains(verb);
}
