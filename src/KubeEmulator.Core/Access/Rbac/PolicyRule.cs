using KubeEmulator.Api;
using KubeEmulator.Values;

namespace KubeEmulator.Access;

/// <summary>One rule of a role. Upstream: <c>pkg/apis/rbac/v1/evaluation_helpers.go</c>.</summary>
internal sealed class PolicyRule
{
    private readonly string[] _verbs;
    private readonly string[] _groups;
    private readonly string[] _resources;
    private readonly string[] _names;
    private readonly string[] _urls;

    public PolicyRule(MapValue document)
    {
        Document = document;
        _verbs = [.. document.Strings("verbs")];
        _groups = [.. document.Strings("apiGroups")];
        _resources = [.. document.Strings("resources")];
        _names = [.. document.Strings("resourceNames")];
        _urls = [.. document.Strings("nonResourceURLs")];
    }

    /// <summary>The rule as it stands in the role.</summary>
    public MapValue Document { get; }

    public bool Allows(AuthorizationQuestion question) => question.IsResourceRequest
        ? Has(_verbs, question.Verb) && Has(_groups, question.Group) && MatchesResource(question) && (_names.Length == 0 || _names.Contains(question.Name))
        : Has(_verbs, question.Verb) && MatchesUrl(question.Path);

    private static bool Has(string[] values, string wanted) => Array.IndexOf(values, "*") >= 0 || Array.IndexOf(values, wanted) >= 0;

    private bool MatchesResource(AuthorizationQuestion question)
    {
        var combined = question.Subresource.Length > 0 ? $"{question.Resource}/{question.Subresource}" : question.Resource;
        foreach (var resource in _resources)
        {
            if (resource == "*" || resource == combined)
            {
                return true;
            }

            // "*/scale" grants the subresource of every resource.
            if (question.Subresource.Length > 0 && resource.Length == question.Subresource.Length + 2 && resource.StartsWith("*/", StringComparison.Ordinal) && resource.EndsWith(question.Subresource, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private bool MatchesUrl(string path)
    {
        foreach (var url in _urls)
        {
            if (url == "*" || url == path || (url.EndsWith('*') && path.StartsWith(url.TrimEnd('*'), StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }
}
