using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Which requests a webhook or policy is for. Upstream: <c>pkg/apis/admissionregistration/validation/validation.go</c>.</summary>
internal static class AdmissionRuleRules
{
    /// <summary>A rule of a webhook or policy: operations, groups, versions, resources, scope.</summary>
    public static void Rule(FieldErrors errors, FieldPath path, MapValue rule)
    {
        string[] operations = [.. rule.Strings("operations")];
        NoneBesidesStar(errors, path.Child("operations"), operations, "operations");
        for (var i = 0; i < operations.Length; i++)
        {
            errors.OneOf(path.Child("operations").Index(i), operations[i], "*", "CONNECT", "CREATE", "DELETE", "UPDATE");
        }

        NoneBesidesStar(errors, path.Child("apiGroups"), [.. rule.Strings("apiGroups")], "API groups");
        string[] versions = [.. rule.Strings("apiVersions")];
        NoneBesidesStar(errors, path.Child("apiVersions"), versions, "API versions");
        for (var i = 0; i < versions.Length; i++)
        {
            errors.Present(path.Child("apiVersions").Index(i), versions[i]);
        }

        Resources(errors, path.Child("resources"), [.. rule.Strings("resources")]);
        if (rule.String("scope") is { } scope)
        {
            errors.OneOf(path.Child("scope"), scope, "*", "Cluster", "Namespaced");
        }
    }

    /// <summary>What a policy or its binding matches.</summary>
    public static void MatchResources(FieldErrors errors, FieldPath path, MapValue match)
    {
        if (match.String("matchPolicy") is { } policy)
        {
            errors.OneOf(path.Child("matchPolicy"), policy, "Equivalent", "Exact");
        }
        else
        {
            errors.Required(path.Child("matchPolicy"));
        }

        Selector(errors, path.Child("namespaceSelector"), match.Map("namespaceSelector"));
        Selector(errors, path.Child("objectSelector"), match.Map("objectSelector"));
        NamedRules(errors, path.Child("resourceRules"), match.Maps("resourceRules"));
        NamedRules(errors, path.Child("excludeResourceRules"), match.Maps("excludeResourceRules"));
    }

    /// <summary>Mutating policies never see a deletion.</summary>
    public static void MutatingOperations(FieldErrors errors, FieldPath path, MapValue match)
    {
        foreach (var operation in match.Maps("resourceRules").SelectMany(rule => rule.Strings("operations")))
        {
            errors.OneOf(path.Child("resourceRules").Child("operations"), operation, "*", "CONNECT", "CREATE", "UPDATE");
        }
    }

    private static void Selector(FieldErrors errors, FieldPath path, MapValue? selector)
    {
        if (selector is null)
        {
            errors.Required(path);
        }

        LabelSelectorRules.Check(errors, path, selector);
    }

    private static void NamedRules(FieldErrors errors, FieldPath path, IEnumerable<MapValue> rules)
    {
        var index = 0;
        foreach (var rule in rules)
        {
            var at = path.Index(index++);
            var seen = new HashSet<string>(StringComparer.Ordinal);
            var nameIndex = 0;
            foreach (var name in rule.Strings("resourceNames"))
            {
                var nameAt = at.Child("resourceNames").Index(nameIndex++);
                errors.Faults(nameAt, name, NameRules.CheckPathSegment(name));
                if (!seen.Add(name))
                {
                    errors.Duplicate(nameAt, name);
                }
            }

            Rule(errors, at, rule);
        }
    }

    private static void NoneBesidesStar(FieldErrors errors, FieldPath path, string[] values, string what)
    {
        if (values.Length == 0)
        {
            errors.Required(path);
        }
        else if (values.Length > 1 && values.Contains("*"))
        {
            errors.Invalid(path, Texts(values), $"if '*' is present, must not specify other {what}");
        }
    }

    private static void Resources(FieldErrors errors, FieldPath path, string[] resources)
    {
        if (resources.Length == 0)
        {
            errors.Required(path);
        }

        var (wholeResources, wholeSubresources) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        var lastIsPlain = false;
        for (var i = 0; i < resources.Length; i++)
        {
            var text = resources[i];
            if (!errors.Present(path.Index(i), text))
            {
                continue;
            }

            if (text.Split('/', 2) is not [var resource, var sub])
            {
                // As upstream, only the last one without a slash counts.
                lastIsPlain = text != "*";
                continue;
            }

            if (wholeResources.Contains(resource))
            {
                errors.Invalid(path.Index(i), text, $"if '{resource}/*' is present, must not specify {text}");
            }

            if (wholeSubresources.Contains(sub))
            {
                errors.Invalid(path.Index(i), text, $"if '*/{sub}' is present, must not specify {text}");
            }

            _ = sub == "*" && wholeResources.Add(resource);
            _ = resource == "*" && wholeSubresources.Add(sub);
        }

        if (resources.Length > 1 && resources.Contains("*/*"))
        {
            errors.Invalid(path, Texts(resources), "if '*/*' is present, must not specify other resources");
        }

        if (lastIsPlain && resources.Contains("*"))
        {
            errors.Invalid(path, Texts(resources), "if '*' is present, must not specify other resources without subresources");
        }
    }

    private static ListValue Texts(string[] texts) => ListValue.From(texts.Select(text => (Value)text));
}
