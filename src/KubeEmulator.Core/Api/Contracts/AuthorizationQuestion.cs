namespace KubeEmulator.Api;

/// <summary>One question of access.</summary>
public sealed record AuthorizationQuestion(UserInfo User, string Verb)
{
    /// <summary>Whether it is about a resource (else about <see cref="Path"/>).</summary>
    public bool IsResourceRequest { get; init; } = true;

    /// <summary>The API group; empty for core.</summary>
    public string Group { get; init; } = "";

    /// <summary>The API version.</summary>
    public string Version { get; init; } = "";

    /// <summary>The plural resource name.</summary>
    public string Resource { get; init; } = "";

    /// <summary>The subresource, or empty.</summary>
    public string Subresource { get; init; } = "";

    /// <summary>The namespace; empty for cluster-scoped or all namespaces.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>The object's name, or empty.</summary>
    public string Name { get; init; } = "";

    /// <summary>The URL path of a non-resource request.</summary>
    public string Path { get; init; } = "";

    /// <summary>The field selector's text of a list, watch or deletecollection; empty where none.</summary>
    public string FieldSelector { get; init; } = "";

    /// <summary>The label selector's text of a list, watch or deletecollection; empty where none.</summary>
    public string LabelSelector { get; init; } = "";
}
