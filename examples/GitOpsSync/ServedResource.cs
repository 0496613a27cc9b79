namespace GitOpsSync;

/// <summary>A resource as discovery describes it.</summary>
/// <param name="ApiVersion">Its apiVersion.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Plural">Its plural, by which paths name it.</param>
/// <param name="IsNamespaced">Whether its objects are in namespaces.</param>
/// <param name="IsPrunable">Whether its objects can be listed, changed and deleted.</param>
public sealed record ServedResource(string ApiVersion, string Kind, string Plural, bool IsNamespaced, bool IsPrunable)
{
    /// <summary>Where its objects are: all of them, those of a namespace, or one.</summary>
    public string Path(string? @namespace = null, string? name = null)
    {
        var root = ApiVersion.Contains('/', StringComparison.Ordinal) ? $"/apis/{ApiVersion}" : $"/api/{ApiVersion}";
        var space = IsNamespaced && @namespace is not null ? $"/namespaces/{@namespace}" : "";
        return $"{root}{space}/{Plural}{(name is null ? "" : $"/{name}")}";
    }
}
