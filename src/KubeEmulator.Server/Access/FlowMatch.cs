using KubeEmulator.Api;
using KubeEmulator.Server.Requests;
using KubeEmulator.Values;

namespace KubeEmulator.Server.Access;

/// <summary>A rule of a FlowSchema, read once: every request asks the rules of a dozen schemas.</summary>
internal sealed class FlowMatch(MapValue rule)
{
    private readonly Subject[] _subjects = [.. rule.Maps("subjects").Select(SubjectOf)];
    private readonly ResourceRule[] _resources = [.. rule.Maps("resourceRules").Select(r => new ResourceRule(r))];
    private readonly PathRule[] _paths = [.. rule.Maps("nonResourceRules").Select(r => new PathRule(r))];

    /// <summary>Whether the rule is about a request.</summary>
    public bool Matches(UserInfo user, ResourceRequest request) => HasSubject(user) && (request.IsResource ? HasResource(request) : HasPath(request));

    private static Subject SubjectOf(MapValue subject)
    {
        var kind = subject.StringOrEmpty("kind");
        switch (kind)
        {
            case "User":
                return new Subject(kind, subject.StringAt("user", "name"));
            case "Group":
                return new Subject(kind, subject.StringAt("group", "name"));
            case "ServiceAccount" when subject.Map("serviceAccount") is { } account:
                var prefix = $"system:serviceaccount:{account.StringOrEmpty("namespace")}:";
                return account.StringOrEmpty("name") is "*" ? new Subject("ServiceAccounts", prefix) : new Subject("User", prefix + account.StringOrEmpty("name"));
            default:
                return new Subject("", null);
        }
    }

    private static bool Has(string[] values, string wanted) => Array.IndexOf(values, "*") >= 0 || Array.IndexOf(values, wanted) >= 0;

    private bool HasSubject(UserInfo user)
    {
        foreach (var subject in _subjects)
        {
            if (subject.Is(user))
            {
                return true;
            }
        }

        return false;
    }

    private bool HasResource(ResourceRequest request)
    {
        foreach (var resource in _resources)
        {
            if (resource.IsAbout(request))
            {
                return true;
            }
        }

        return false;
    }

    private bool HasPath(ResourceRequest request)
    {
        foreach (var path in _paths)
        {
            if (path.IsAbout(request))
            {
                return true;
            }
        }

        return false;
    }

    private sealed record Subject(string Kind, string? Name)
    {
        public bool Is(UserInfo user) => Name is not null && Kind switch
        {
            "User" => Name == "*" || Name == user.Name,
            "Group" => Name == "*" || user.Groups.Contains(Name),
            "ServiceAccounts" => user.Name.StartsWith(Name, StringComparison.Ordinal),
            _ => false,
        };
    }

    private sealed class ResourceRule(MapValue rule)
    {
        private readonly string[] _verbs = [.. rule.Strings("verbs")];
        private readonly string[] _groups = [.. rule.Strings("apiGroups")];
        private readonly string[] _resources = [.. rule.Strings("resources")];
        private readonly string[] _namespaces = [.. rule.Strings("namespaces")];
        private readonly bool _clusterScope = rule.Bool("clusterScope") == true;

        public bool IsAbout(ResourceRequest request) =>
            Has(_verbs, request.Verb)
            && Has(_groups, request.Group)
            && Has(_resources, request.Subresource.Length > 0 ? $"{request.Resource}/{request.Subresource}" : request.Resource)
            && (request.Namespace.Length > 0 ? Has(_namespaces, request.Namespace) : _clusterScope);
    }

    private sealed class PathRule(MapValue rule)
    {
        private readonly string[] _verbs = [.. rule.Strings("verbs")];
        private readonly string[] _urls = [.. rule.Strings("nonResourceURLs")];

        public bool IsAbout(ResourceRequest request) => Has(_verbs, request.Verb) && Array.Exists(
            _urls,
            url => url == "*" || url == request.Path || (url.EndsWith("/*", StringComparison.Ordinal) && request.Path.StartsWith(url[..^1], StringComparison.Ordinal)));
    }
}
