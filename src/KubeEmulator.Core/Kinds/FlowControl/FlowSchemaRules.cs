using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>What a FlowSchema must be. Upstream: <c>pkg/apis/flowcontrol/validation/validation.go</c>.</summary>
internal static class FlowSchemaRules
{
    private const int HighestPrecedence = 10000;
    private const string NamespaceIntro = "each member of this list must be '*' or a DNS-1123 label; ";
    private static readonly string[] Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "proxy", "update", "watch"];

    public static void Check(FieldErrors errors, MapValue document)
    {
        FinalizerRules.Check(errors, document);
        var (path, spec) = (FieldPath.Of("spec"), document.Map("spec") ?? MapValue.Empty);
        var name = document.StringAt("metadata", "name") ?? "";
        Spec(errors, path, spec, name);
        if (MandatoryFlows.SchemaSpec(name) is { } mandatory && !SemanticEquality.Equal(spec, mandatory))
        {
            errors.InvalidText(path, InternalText.Of(spec, "io.k8s.api.flowcontrol.v1.FlowSchemaSpec"), $"spec of '{name}' must equal the fixed value");
        }

        FlowStatusRules.Check(errors, document);
    }

    private static void Spec(FieldErrors errors, FieldPath path, MapValue spec, string name)
    {
        var precedence = spec.Integer("matchingPrecedence") ?? 0;
        if (precedence <= 0)
        {
            errors.Invalid(path.Child("matchingPrecedence"), precedence, "must be a positive value");
        }
        else if (precedence > HighestPrecedence)
        {
            errors.Invalid(path.Child("matchingPrecedence"), precedence, $"must not be greater than {HighestPrecedence}");
        }
        else if (precedence == 1 && name != "exempt")
        {
            errors.Invalid(path.Child("matchingPrecedence"), precedence, "only the schema named 'exempt' may have matchingPrecedence 1");
        }

        if (spec.Map("distinguisherMethod") is { } method && method.StringOrEmpty("type") is not ("ByNamespace" or "ByUser"))
        {
            // Upstream shows the whole struct.
            errors.NotSupported(path.Child("distinguisherMethod").Child("type"), MapValue.Of(("Type", method.StringOrEmpty("type"))), "ByNamespace", "ByUser");
        }

        var level = spec.StringAt("priorityLevelConfiguration", "name") ?? "";
        if (errors.Present(path.Child("priorityLevelConfiguration").Child("name"), level, "must reference a priority level"))
        {
            errors.Subdomain(path.Child("priorityLevelConfiguration").Child("name"), level);
        }

        var index = 0;
        foreach (var rule in spec.Maps("rules"))
        {
            Rule(errors, path.Child("rules").Index(index++), rule);
        }
    }

    private static void Rule(FieldErrors errors, FieldPath path, MapValue rule)
    {
        if (Empty(rule, "subjects"))
        {
            errors.Required(path.Child("subjects"), "subjects must contain at least one value");
        }

        var index = 0;
        foreach (var subject in rule.Maps("subjects"))
        {
            FlowSubjectRules.Check(errors, path.Child("subjects").Index(index++), subject);
        }

        if (Empty(rule, "resourceRules") && Empty(rule, "nonResourceRules"))
        {
            errors.Required(path, "at least one of resourceRules and nonResourceRules has to be non-empty");
        }

        index = 0;
        foreach (var resourceRule in rule.Maps("resourceRules"))
        {
            ResourceRule(errors, path.Child("resourceRules").Index(index++), resourceRule);
        }

        index = 0;
        foreach (var pathRule in rule.Maps("nonResourceRules"))
        {
            PathRule(errors, path.Child("nonResourceRules").Index(index++), pathRule);
        }
    }

    private static void ResourceRule(FieldErrors errors, FieldPath path, MapValue rule)
    {
        CheckVerbs(errors, path.Child("verbs"), rule);
        if (!StarAlone(errors, path, rule, "apiGroups", "api groups") && Empty(rule, "apiGroups"))
        {
            errors.Required(path.Child("apiGroups"), "resource rules must supply at least one api group");
        }

        if (!StarAlone(errors, path, rule, "resources", "resources") && Empty(rule, "resources"))
        {
            errors.Required(path.Child("resources"), "resource rules must supply at least one resource");
        }

        if (Empty(rule, "namespaces") && rule.Bool("clusterScope") != true)
        {
            errors.Required(path.Child("namespaces"), "resource rules that are not cluster scoped must supply at least one namespace");
        }
        else if (!StarAlone(errors, path, rule, "namespaces", "namespaces"))
        {
            var index = 0;
            foreach (var space in rule.Strings("namespaces"))
            {
                errors.Faults(path.Child("namespaces").Index(index++), space, [.. NameRules.CheckDns1123Label(space).Select(fault => NamespaceIntro + fault)]);
            }
        }
    }

    private static void PathRule(FieldErrors errors, FieldPath path, MapValue rule)
    {
        CheckVerbs(errors, path.Child("verbs"), rule);
        if (Empty(rule, "nonResourceURLs"))
        {
            errors.Required(path.Child("nonResourceURLs"), "nonResourceURLs must contain at least one value");
        }
        else if (!StarAlone(errors, path, rule, "nonResourceURLs", "non-resource URLs"))
        {
            var index = 0;
            foreach (var url in rule.Strings("nonResourceURLs"))
            {
                var at = path.Child("nonResourceURLs").Index(index++);
                if (UrlFault(url) is { } fault)
                {
                    errors.Invalid(at, url, fault);
                }
            }
        }
    }

    private static void CheckVerbs(FieldErrors errors, FieldPath path, MapValue rule)
    {
        string[] verbs = [.. rule.Strings("verbs")];
        if (verbs.Length == 0)
        {
            errors.Required(path, "verbs must contain at least one value");
        }
        else if (verbs.Contains("*"))
        {
            if (verbs.Length > 1)
            {
                errors.Invalid(path, rule["verbs"], "if '*' is present, must not specify other verbs");
            }
        }
        else if (verbs.Except(Verbs).Any())
        {
            errors.NotSupported(path, rule["verbs"], Verbs);
        }
    }

    // Whether there is a star; others beside it are a fault.
    private static bool StarAlone(FieldErrors errors, FieldPath path, MapValue rule, string member, string what)
    {
        if (!rule.Strings(member).Contains("*"))
        {
            return false;
        }

        if (rule.List(member)!.Count > 1)
        {
            errors.Invalid(path.Child(member), rule[member], $"if '*' is present, must not specify other {what}");
        }

        return true;
    }

    private static string? UrlFault(string url)
    {
        var star = url.IndexOf('*', StringComparison.Ordinal);
        return url.Length == 0 ? "must not be empty"
            : url == "/" ? null
            : !url.StartsWith('/') ? "must start with slash"
            : url.Contains(' ', StringComparison.Ordinal) ? "must not contain white-space"
            : url.Contains("//", StringComparison.Ordinal) ? "must not contain double slash"
            : star >= 0 && (star != url.Length - 1 || url[star - 1] != '/') ? "wildcard can only do suffix matching"
            : null;
    }

    private static bool Empty(MapValue map, string member) => (map.List(member)?.Count ?? 0) == 0;
}
