using KubeEmulator.Server;

namespace KubeEmulator.Testing;

/// <summary>Questions about the request log.</summary>
public static class RequestQueries
{
    /// <summary>The requests that match all that is given; what is null matches everything.</summary>
    /// <param name="log">The log.</param>
    /// <param name="verb">Kubernetes' verb.</param>
    /// <param name="resource">The plural resource, with <c>/subresource</c> where one is meant.</param>
    /// <param name="namespace">The namespace.</param>
    /// <param name="name">The object's name.</param>
    /// <param name="user">The user's name.</param>
    /// <param name="manager">The field manager: the one named in the request, or the one that its User-Agent stands for.</param>
    public static IReadOnlyList<RequestRecord> Find(this RequestLog log, string? verb = null, string? resource = null, string? @namespace = null, string? name = null, string? user = null, string? manager = null)
    {
        ArgumentNullException.ThrowIfNull(log);
        return [.. log.Snapshot().Where(r =>
            Is(verb, r.Verb)
            && Is(resource, r.Subresource.Length == 0 ? r.Resource : $"{r.Resource}/{r.Subresource}")
            && Is(@namespace, r.Namespace) && Is(name, r.Name) && Is(user, r.User)
            && (manager is null || ManagerOf(r) == manager))];
    }

    /// <summary>The field manager of a write, as the server finds it.</summary>
    public static string ManagerOf(RequestRecord request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var query = request.Uri.IndexOf('?', StringComparison.Ordinal) is >= 0 and var at ? request.Uri[(at + 1)..] : "";
        foreach (var pair in query.Split('&'))
        {
            if (pair.StartsWith("fieldManager=", StringComparison.Ordinal))
            {
                return Uri.UnescapeDataString(pair["fieldManager=".Length..]);
            }
        }

        var slash = request.UserAgent.IndexOf('/', StringComparison.Ordinal);
        return slash >= 0 ? request.UserAgent[..slash] : request.UserAgent;
    }

    private static bool Is(string? wanted, string actual) => wanted is null || wanted == actual;
}
