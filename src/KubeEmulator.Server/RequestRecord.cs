using KubeEmulator.Api;

namespace KubeEmulator.Server;

/// <summary>One request that the server answered.</summary>
public sealed record RequestRecord
{
    /// <summary>When it arrived.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>Path and query as sent.</summary>
    public required string Uri { get; init; }

    /// <summary>Kubernetes' verb, such as <c>list</c>; the method in lower case for other paths.</summary>
    public required string Verb { get; init; }

    /// <summary>The user's name.</summary>
    public required string User { get; init; }

    /// <summary>The client's User-Agent.</summary>
    public string UserAgent { get; init; } = "";

    /// <summary>The API group; empty for core and for other paths.</summary>
    public string Group { get; init; } = "";

    /// <summary>The API version; empty for other paths.</summary>
    public string Version { get; init; } = "";

    /// <summary>The plural resource name; empty for other paths.</summary>
    public string Resource { get; init; } = "";

    /// <summary>The subresource, or empty.</summary>
    public string Subresource { get; init; } = "";

    /// <summary>The namespace, or empty.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>The object's name, or empty.</summary>
    public string Name { get; init; } = "";

    /// <summary>The HTTP status code.</summary>
    public required int StatusCode { get; init; }

    /// <summary>From the request's arrival to the end of the answer.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The request's body; empty where there was none or bodies are not wanted. What Secrets hold is masked.</summary>
    public ReadOnlyMemory<byte> RequestBody { get; init; }

    /// <summary>
    /// The answer's body, at most its first 64 KiB; empty where bodies are not wanted, and for streams. What Secrets hold and tokens are
    /// masked.
    /// </summary>
    public ReadOnlyMemory<byte> ResponseBody { get; init; }

    /// <summary>The admission plugins that looked at the request, in order; empty where bodies are not wanted.</summary>
    public IReadOnlyList<AdmissionStep> Admission { get; init; } = [];

    /// <summary>The audit id, which the answer carries in its <c>Audit-Id</c> header.</summary>
    public string AuditId { get; init; } = "";
}
