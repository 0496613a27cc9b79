using KubeEmulator.Objects;

namespace KubeEmulator.Server.Requests;

/// <summary>Reads method, path and query once. Upstream: <c>apiserver/pkg/endpoints/request/requestinfo.go</c>.</summary>
internal static class RequestPath
{
    /// <summary>What the request asks for.</summary>
    public static ResourceRequest Parse(string method, string path, QueryValues query)
    {
        var parts = path.Split('/', StringSplitOptions.None).AsSpan();
        parts = Trim(parts);
        var isGrouped = parts.Length > 0 && parts[0] == "apis";
        var isCore = parts.Length > 0 && parts[0] == "api";
        if ((!isGrouped || parts.Length < 4) && (!isCore || parts.Length < 3))
        {
            return new ResourceRequest { Path = path, Method = method, Verb = method.ToLowerInvariant() };
        }

        var group = isGrouped ? parts[1] : "";
        var version = parts[isGrouped ? 2 : 1];
        parts = parts[(isGrouped ? 3 : 2)..];
        var byPrefix = parts[0] is "watch" or "proxy" && parts.Length > 1;
        var verb = byPrefix ? parts[0] : VerbOf(method);
        if (byPrefix)
        {
            parts = parts[1..];
        }

        var request = new ResourceRequest
        {
            Path = path,
            Method = method,
            Verb = verb,
            IsResource = true,
            IsWatchPath = byPrefix && verb == "watch",
            Group = group,
            Version = version,
        };
        return WithSelection(WithObject(request, parts), query, byPrefix);
    }

    // Behind /namespaces/NS comes a resource, unless it is one of the Namespace's own subresources.
    private static ResourceRequest WithObject(ResourceRequest request, ReadOnlySpan<string> parts)
    {
        var @namespace = "";
        var isNamespaced = false;
        if (parts[0] == "namespaces" && parts.Length > 1)
        {
            @namespace = parts[1];
            if (parts.Length > 2 && parts[2] is not ("status" or "finalize"))
            {
                parts = parts[2..];
                isNamespaced = true;
            }
        }

        // Behind a proxy by prefix comes the target's path; no subresource is named.
        var behind = request.Verb == "proxy" ? 2 : 3;
        return request with
        {
            Namespace = @namespace,
            IsNamespacedPath = isNamespaced,
            Resource = parts[0],
            Name = parts.Length > 1 ? parts[1] : "",
            HasName = parts.Length > 1,
            Subresource = parts.Length > 2 && request.Verb != "proxy" ? parts[2] : "",
            Rest = parts.Length > behind ? string.Join('/', parts[behind..]!) : "",
        };
    }

    private static ResourceRequest WithSelection(ResourceRequest request, QueryValues query, bool byPrefix)
    {
        var (verb, name) = (request.Verb, request.Name);
        if (name.Length == 0 && verb == "get")
        {
            verb = QueryValues.IsTrue(query.First("watch")) ? "watch" : "list";
            name = NameOf(query) ?? "";
        }
        else if (name.Length == 0 && verb == "delete")
        {
            verb = "deletecollection";
        }

        var selects = !byPrefix && verb is "list" or "watch" or "deletecollection";
        return request with
        {
            Verb = verb,
            Name = name,
            FieldSelector = selects ? query.First("fieldSelector") ?? "" : "",
            LabelSelector = selects ? query.First("labelSelector") ?? "" : "",
        };
    }

    // A list that can show one object only is authorized by its name.
    private static string? NameOf(QueryValues query)
    {
        if (query.First("fieldSelector") is not { Length: > 0 } text)
        {
            return null;
        }

        return FieldSelector.TryParse(text, out var selector, out _) && selector.ExactMatch("metadata.name") is { } name && IsPathSegment(name) ? name : null;
    }

    private static bool IsPathSegment(string name) => name is not ("." or "..") && !name.Contains('/') && !name.Contains('%');

    private static string VerbOf(string method) => method switch
    {
        "POST" => "create",
        "GET" or "HEAD" => "get",
        "PUT" => "update",
        "PATCH" => "patch",
        "DELETE" => "delete",
        _ => "",
    };

    private static Span<string> Trim(Span<string> parts)
    {
        while (parts.Length > 0 && parts[0].Length == 0)
        {
            parts = parts[1..];
        }

        while (parts.Length > 0 && parts[^1].Length == 0)
        {
            parts = parts[..^1];
        }

        return parts;
    }
}
