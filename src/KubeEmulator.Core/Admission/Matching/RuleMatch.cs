using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Admission;

/// <summary>
/// Which requests the rules of webhooks and policies are about. Upstream: apiserver <c>plugin/webhook/predicates/rules</c>,
/// <c>plugin/webhook/generic</c> and <c>plugin/policy/matching</c>.
/// </summary>
internal static class RuleMatch
{
    /// <summary>What a hook with these rules sees the request as; null where none is about it.</summary>
    /// <param name="rules">The rules; a policy's may name objects.</param>
    /// <param name="equivalent">Whether other versions of the resource count too.</param>
    /// <param name="attributes">The request.</param>
    public static HookTarget? Find(IReadOnlyList<MapValue> rules, bool equivalent, AdmissionAttributes attributes)
    {
        foreach (var rule in rules)
        {
            if (Matches(rule, attributes, attributes.Type))
            {
                return HookTarget.Of(attributes);
            }
        }

        if (!equivalent || rules.Count == 0)
        {
            return null;
        }

        // Earlier rules win over earlier versions.
        var others = HookTarget.Equivalents(attributes).ToArray();
        return rules.Select(rule => Array.Find(others, other => Matches(rule, attributes, other.Type))).FirstOrDefault(target => target is not null);
    }

    private static bool Matches(MapValue rule, AdmissionAttributes attributes, ResourceType type) =>
        IsInScope(rule.String("scope"), attributes, type)
        && Has(rule, "operations", OperationText(attributes.Operation))
        && Has(rule, "apiGroups", type.Group)
        && Has(rule, "apiVersions", type.Version)
        && rule.Strings("resources").Any(resource => IsResource(resource, type.Plural, attributes.Subresource))
        && (rule.List("resourceNames") is not { Count: > 0 } || rule.Strings("resourceNames").Contains(attributes.Name));

    /// <summary>The operation as rules and reviews write it.</summary>
    public static string OperationText(Operation operation) => operation switch
    {
        Operation.Create => "CREATE",
        Operation.Update => "UPDATE",
        Operation.Delete => "DELETE",
        _ => "CONNECT",
    };

    private static bool Has(MapValue rule, string field, string wanted)
    {
        foreach (var item in rule.Strings(field))
        {
            if (item == "*" || item == wanted)
            {
                return true;
            }
        }

        return false;
    }

    // A Namespace counts as cluster-scoped, although its requests carry its name as their namespace.
    private static bool IsInScope(string? scope, AdmissionAttributes attributes, ResourceType type)
    {
        var isClusterScoped = attributes.Namespace.Length == 0 || type is { Group: "", Version: "v1", Plural: "namespaces" };
        return scope switch
        {
            null or "" or "*" => true,
            "Namespaced" => !isClusterScoped,
            "Cluster" => isClusterScoped,
            _ => false,
        };
    }

    private static bool IsResource(string pattern, string plural, string subresource)
    {
        var slash = pattern.IndexOf('/');
        var (resource, sub) = slash < 0 ? (pattern, "") : (pattern[..slash], pattern[(slash + 1)..]);
        return (resource == "*" || resource == plural) && (sub == "*" || sub == subresource);
    }
}
