using KubeEmulator.Objects;

namespace KubeEmulator.Api;

/// <summary>One operation on a path.</summary>
internal sealed record ApiOperation
{
    /// <summary>The HTTP method in lower case.</summary>
    public required string Method { get; init; }

    /// <summary>The operationId: <c>listAppsV1NamespacedDeployment</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What generated clients sort operations by: <c>apps_v1</c>.</summary>
    public required string Tag { get; init; }

    /// <summary>The <c>x-kubernetes-action</c>; null for documents about the API itself.</summary>
    public string? Action { get; init; }

    /// <summary>The <c>x-kubernetes-group-version-kind</c>; null for documents about the API itself.</summary>
    public GroupVersionKind? Kind { get; init; }

    /// <summary>Path and query parameters by name.</summary>
    public IReadOnlyList<string> Parameters { get; init; } = [];

    /// <summary>The type that the body must be of; null where there is no body.</summary>
    public string? Body { get; init; }

    /// <summary>Whether a body must be sent.</summary>
    public bool BodyRequired { get; init; } = true;

    /// <summary>The media types of the body.</summary>
    public IReadOnlyList<string> Consumes { get; init; } = [];

    /// <summary>The type of the answer; <see cref="Text"/> for plain text.</summary>
    public required string Response { get; init; }

    /// <summary>The status codes of the answer besides 401.</summary>
    public IReadOnlyList<int> Codes { get; init; } = [200];

    /// <summary>The media types of the answer.</summary>
    public required IReadOnlyList<string> Produces { get; init; }

    /// <summary>The response of an operation that answers with text.</summary>
    public const string Text = "string";
}
