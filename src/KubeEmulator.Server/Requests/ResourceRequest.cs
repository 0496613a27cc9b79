namespace KubeEmulator.Server.Requests;

/// <summary>What a URL and a method ask for: an object, a collection, or a path that is not about resources.</summary>
internal sealed record ResourceRequest
{
    /// <summary>The path as sent, decoded.</summary>
    public required string Path { get; init; }

    /// <summary>The HTTP method in upper case.</summary>
    public required string Method { get; init; }

    /// <summary>Kubernetes' verb; the method in lower case where it is not about resources.</summary>
    public required string Verb { get; init; }

    /// <summary>Whether the path names a resource.</summary>
    public bool IsResource { get; init; }

    /// <summary>The API group; empty for core.</summary>
    public string Group { get; init; } = "";

    /// <summary>The version.</summary>
    public string Version { get; init; } = "";

    /// <summary>The plural resource name.</summary>
    public string Resource { get; init; } = "";

    /// <summary>The namespace, or empty.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>The name in the path, or the one name that a field selector allows.</summary>
    public string Name { get; init; } = "";

    /// <summary>The subresource, or empty.</summary>
    public string Subresource { get; init; } = "";

    /// <summary>What stands behind the subresource, without its first slash (proxy paths).</summary>
    public string Rest { get; init; } = "";

    /// <summary>Whether <see cref="Name"/> stands in the path.</summary>
    public bool HasName { get; init; }

    /// <summary>Whether anything follows the resource in the path behind <c>namespaces/NS</c>.</summary>
    public bool IsNamespacedPath { get; init; }

    /// <summary>Whether the verb came as a path prefix (the deprecated <c>/watch/...</c>).</summary>
    public bool IsWatchPath { get; init; }

    /// <summary>The label selector of a request that selects, for authorization.</summary>
    public string LabelSelector { get; init; } = "";

    /// <summary>The field selector of a request that selects, for authorization.</summary>
    public string FieldSelector { get; init; } = "";

    /// <summary>Whether the answer may be a stream without end (kube-apiserver's BasicLongRunningRequestCheck).</summary>
    public bool IsLongRunning => Verb is "watch" or "proxy" || Subresource is "attach" or "exec" or "proxy" or "log" or "portforward";
}
