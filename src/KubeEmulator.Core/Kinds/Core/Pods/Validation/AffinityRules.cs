using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Affinity to nodes and to other pods.</summary>
internal static class AffinityRules
{
    private const string Required = "requiredDuringSchedulingIgnoredDuringExecution";
    private const string Preferred = "preferredDuringSchedulingIgnoredDuringExecution";

    public static void Check(FieldErrors errors, FieldPath path, MapValue? affinity, PodRuleOptions options)
    {
        if (affinity?.Map("nodeAffinity") is { } node)
        {
            Node(errors, path.Child("nodeAffinity"), node, options);
        }

        foreach (var member in (ReadOnlySpan<string>)["podAffinity", "podAntiAffinity"])
        {
            if (affinity?.Map(member) is { } pods)
            {
                Pods(errors, path.Child(member), pods, options.AllowInvalidSelectorValues);
            }
        }
    }

    /// <summary>Keys whose values of the pod itself narrow a selector; also part of topology spread constraints.</summary>
    public static void LabelKeys(FieldErrors errors, FieldPath path, MapValue term)
    {
        var selector = term.Map("labelSelector");
        var (match, mismatch) = (term.Strings("matchLabelKeys").ToArray(), term.Strings("mismatchLabelKeys").ToArray());
        Keys(errors, path.Child("matchLabelKeys"), match, selector);
        Keys(errors, path.Child("mismatchLabelKeys"), mismatch, selector);
        if (selector is not null)
        {
            // The strategy has merged the keys into the selector by now, so a second mention is the client's own.
            var seen = new HashSet<string>((selector.Map("matchLabels") ?? MapValue.Empty).Keys.ToArray(), StringComparer.Ordinal);
            foreach (var key in selector.Maps("matchExpressions").Select(e => e.StringOrEmpty("key")))
            {
                if (!seen.Add(key) && Array.LastIndexOf(match, key) is var i and >= 0)
                {
                    errors.Invalid(path.Index(i), key, "exists in both matchLabelKeys and labelSelector");
                }
            }
        }

        for (var i = 0; i < match.Length; i++)
        {
            if (mismatch.Contains(match[i]))
            {
                errors.Invalid(path.Child("matchLabelKeys").Index(i), match[i], "exists in both matchLabelKeys and mismatchLabelKeys");
            }
        }
    }

    private static void Keys(FieldErrors errors, FieldPath path, string[] keys, MapValue? selector)
    {
        if (keys.Length > 0 && selector is null)
        {
            errors.Forbidden(path, "must not be specified when labelSelector is not set");
            return;
        }

        for (var i = 0; i < keys.Length; i++)
        {
            LabelSelectorRules.CheckLabelName(errors, path.Index(i), keys[i]);
        }
    }

    private static void Node(FieldErrors errors, FieldPath path, MapValue affinity, PodRuleOptions options)
    {
        if (affinity.Map(Required) is { } required)
        {
            NodeSelectorRules.Check(errors, path.Child(Required), required, options.AllowInvalidSelectorValuesInNodeAffinity);
        }

        var index = 0;
        foreach (var term in affinity.Maps(Preferred))
        {
            var at = path.Child(Preferred).Index(index++);
            Weight(errors, at, term);
            NodeSelectorRules.Term(errors, at.Child("preference"), term.Map("preference") ?? MapValue.Empty, allowInvalidValues: true);
        }
    }

    private static void Pods(FieldErrors errors, FieldPath path, MapValue affinity, bool allowInvalidValues)
    {
        var index = 0;
        foreach (var term in affinity.Maps(Required))
        {
            PodTerm(errors, path.Child(Required).Index(index++), term, allowInvalidValues);
        }

        index = 0;
        foreach (var term in affinity.Maps(Preferred))
        {
            var at = path.Child(Preferred).Index(index++);
            Weight(errors, at, term);
            PodTerm(errors, at.Child("podAffinityTerm"), term.Map("podAffinityTerm") ?? MapValue.Empty, allowInvalidValues);
        }
    }

    private static void PodTerm(FieldErrors errors, FieldPath path, MapValue term, bool allowInvalidValues)
    {
        LabelSelectorRules.Check(errors, path.Child("labelSelector"), term.Map("labelSelector"), allowInvalidValues);
        LabelSelectorRules.Check(errors, path.Child("namespaceSelector"), term.Map("namespaceSelector"), allowInvalidValues);
        foreach (var name in term.Strings("namespaces"))
        {
            errors.Label(path.Child("namespace"), name);
        }

        LabelKeys(errors, path, term);
        var topology = term.StringOrEmpty("topologyKey");
        errors.Present(path.Child("topologyKey"), topology, "can not be empty");
        LabelSelectorRules.CheckLabelName(errors, path.Child("topologyKey"), topology);
    }

    private static void Weight(FieldErrors errors, FieldPath path, MapValue term)
    {
        var weight = term.Integer("weight") ?? 0;
        if (weight is <= 0 or > 100)
        {
            errors.Invalid(path.Child("weight"), weight, "must be in the range 1-100");
        }
    }
}
