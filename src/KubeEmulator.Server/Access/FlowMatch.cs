using KubeEmulator.Api;
using KubeEmulator.Server.Requests;
using KubeEmulator.Values;

namespace KubeEmulator.Server.Access;

/// <summary>Whether a rule of a FlowSchema is about a request.</summary>
internal static class FlowMatch
{
    public static bool Matches(MapValue rule, UserInfo user, ResourceRequest request) =>
        rule.Maps("subjects").Any(s => IsSubject(s, user))
        && (request.IsResource ? rule.Maps("resourceRules").Any(r => IsResource(r, request)) : rule.Maps("nonResourceRules").Any(r => IsPath(r, request)));

    private static bool IsSubject(MapValue subject, UserInfo user) => subject.StringOrEmpty("kind") switch
    {
        "User" => subject.StringAt("user", "name") is { } name && (name == "*" || name == user.Name),
        "Group" => subject.StringAt("group", "name") is { } group && (group == "*" || user.Groups.Contains(group)),
        "ServiceAccount" => subject.Map("serviceAccount") is { } account && IsAccount(account.StringOrEmpty("namespace"), account.StringOrEmpty("name"), user.Name),
        _ => false,
    };

    private static bool IsAccount(string @namespace, string name, string user)
    {
        var prefix = $"system:serviceaccount:{@namespace}:";
        return name == "*" ? user.StartsWith(prefix, StringComparison.Ordinal) : user == prefix + name;
    }

    private static bool IsResource(MapValue rule, ResourceRequest request)
    {
        var resource = request.Subresource.Length > 0 ? $"{request.Resource}/{request.Subresource}" : request.Resource;
        return Has(rule, "verbs", request.Verb)
            && Has(rule, "apiGroups", request.Group)
            && Has(rule, "resources", resource)
            && (request.Namespace.Length > 0 ? Has(rule, "namespaces", request.Namespace) : rule.Bool("clusterScope") == true);
    }

    private static bool IsPath(MapValue rule, ResourceRequest request) =>
        Has(rule, "verbs", request.Verb) && rule.Strings("nonResourceURLs").Any(p => p == "*" || p == request.Path || (p.EndsWith("/*", StringComparison.Ordinal) && request.Path.StartsWith(p[..^1], StringComparison.Ordinal)));

    private static bool Has(MapValue rule, string field, string value)
    {
        foreach (var item in rule.Strings(field))
        {
            if (item == "*" || item == value)
            {
                return true;
            }
        }

        return false;
    }
}
