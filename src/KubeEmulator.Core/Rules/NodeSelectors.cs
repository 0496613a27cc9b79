using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Rules;

/// <summary>
/// Which nodes a pod or volume may use: terms are alternatives, a term's expressions and fields must all hold, an empty or
/// malformed term selects nothing. The rule followed is component-helpers' <c>scheduling/corev1/nodeaffinity</c>.
/// </summary>
internal static class NodeSelectors
{
    /// <summary>Whether a node fits a pod's <c>nodeSelector</c> and required node affinity.</summary>
    public static bool MatchesRequired(PodView pod, NodeView node) =>
        LabelSelector.FromLabels(pod.NodeSelector).Matches(node.Labels)
        && (Required(pod) is not { } required || Matches(required, node));

    /// <summary>The pod's required node affinity as a <c>NodeSelector</c>; null where it has none.</summary>
    public static MapValue? Required(PodView pod) =>
        pod.Affinity?.Map("nodeAffinity")?.Map("requiredDuringSchedulingIgnoredDuringExecution");

    /// <summary>The pod's preferred terms with their weights.</summary>
    public static IEnumerable<(long Weight, MapValue Term)> Preferred(PodView pod)
    {
        foreach (var item in pod.Affinity?.Map("nodeAffinity")?.Maps("preferredDuringSchedulingIgnoredDuringExecution") ?? [])
        {
            yield return (item.Integer("weight") ?? 0, item.Map("preference") ?? MapValue.Empty);
        }
    }

    /// <summary>The sum of the weights of the preferred terms that a node fits.</summary>
    public static long Score(PodView pod, NodeView node) =>
        Preferred(pod).Where(p => p.Weight != 0 && MatchesTerm(p.Term, node)).Sum(p => p.Weight);

    /// <summary>Whether a node fits any term of a <c>NodeSelector</c>.</summary>
    public static bool Matches(MapValue nodeSelector, NodeView node) => nodeSelector.Maps("nodeSelectorTerms").Any(term => MatchesTerm(term, node));

    /// <summary>Whether a node fits one term.</summary>
    public static bool MatchesTerm(MapValue term, NodeView node) => NodeTerm.From(term).Matches(node);

    /// <summary>The node names that a required affinity pins the pod to by field, or null where it leaves them open (the scheduler then looks at no others).</summary>
    public static IReadOnlySet<string>? PinnedNames(PodView pod)
    {
        if (Required(pod) is not { } required)
        {
            return null;
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var term in required.Maps("nodeSelectorTerms"))
        {
            HashSet<string>? termNames = null;
            foreach (var field in term.Maps("matchFields").Where(f => f.StringOrEmpty("key") == "metadata.name" && f.StringOrEmpty("operator") == "In"))
            {
                var values = field.Strings("values").ToHashSet(StringComparer.Ordinal);
                values.IntersectWith(termNames ?? values);
                termNames = values;
            }

            if (termNames is null)
            {
                return null;
            }

            names.UnionWith(termNames);
        }

        return names.Count == 0 ? null : names;
    }
}
