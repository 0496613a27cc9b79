using KubeEmulator.Server.Requests;

namespace KubeEmulator.Server.Metrics;

/// <summary>How a request is counted. Upstream: <c>apiserver/pkg/endpoints/metrics/metrics.go</c>.</summary>
internal readonly record struct RequestLabels(string Verb, string DryRun, string Group, string Version, string Resource, string Subresource, string Scope)
{
    /// <summary>Whether the request lasts until somebody ends it, so that its duration says nothing.</summary>
    public bool IsLongRunning => Verb is "WATCH" or "CONNECT" || (Resource == "pods" && Subresource == "log");

    /// <summary>Whether the request may change something.</summary>
    public bool IsMutating => Verb is not ("GET" or "LIST" or "WATCH" or "HEAD" or "OPTIONS");

    /// <summary>The labels of a request.</summary>
    public static RequestLabels Of(ResourceRequest request, bool isServed, QueryValues query, string? contentType)
    {
        var verb = VerbOf(request, contentType);
        var dryRun = query.First("dryRun") is { } asked ? asked == "All" ? "All" : "invalid" : "";
        return isServed
            ? new RequestLabels(verb, dryRun, request.Group, request.Version, request.Resource, request.Subresource, ScopeOf(request))
            : new RequestLabels(verb, dryRun, "", "", "", request.IsResource ? "" : PathLabel(request.Path), "");
    }

    private static string VerbOf(ResourceRequest request, string? contentType)
    {
        if (request.Subresource is "exec" or "attach" or "portforward" or "proxy")
        {
            return "CONNECT";
        }

        return request.Verb switch
        {
            "list" => "LIST",
            "watch" => "WATCH",
            "deletecollection" => "DELETECOLLECTION",
            "patch" when contentType?.StartsWith("application/apply-patch", StringComparison.Ordinal) == true => "APPLY",
            _ => request.Method is "GET" or "POST" or "PUT" or "PATCH" or "DELETE" or "HEAD" or "OPTIONS" ? request.Method : "other",
        };
    }

    private static string ScopeOf(ResourceRequest request) =>
        request.Name.Length > 0 || request.Verb == "create" ? "resource" : request.Namespace.Length > 0 ? "namespace" : "cluster";

    // Only paths that exist are named, so that strangers cannot make up labels without end.
    private static string PathLabel(string path) => path.TrimEnd('/') switch
    {
        "" => "/",
        "/healthz" or "/livez" or "/readyz" or "/version" or "/metrics" or "/api" or "/apis" or "/openapi/v2" or "/openapi/v3" => path.TrimEnd('/'),
        _ => "",
    };
}
