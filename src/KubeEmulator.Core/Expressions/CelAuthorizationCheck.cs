namespace KubeEmulator.Expressions;

/// <summary>What an expression asks to be authorized: a path, or a resource.</summary>
internal sealed record CelAuthorizationCheck
{
    public string Verb { get; init; } = "";

    /// <summary>The path; <c>null</c> for a resource check.</summary>
    public string? Path { get; init; }

    public string Group { get; init; } = "";

    public string Resource { get; init; } = "";

    public string Subresource { get; init; } = "";

    public string Namespace { get; init; } = "";

    public string Name { get; init; } = "";

    /// <summary>The field selector as written; one that does not parse is left out of the check.</summary>
    public string FieldSelector { get; init; } = "";

    /// <summary>The label selector as written; one that does not parse is left out of the check.</summary>
    public string LabelSelector { get; init; } = "";
}
