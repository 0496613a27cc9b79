using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Rules;

/// <summary>
/// One term of pod (anti-)affinity made ready to match; kube-scheduler's <c>framework/types.go</c>. Names of namespaces and the
/// selector of namespaces are alternatives; where neither is given the pod's own namespace is meant.
/// </summary>
internal sealed class PodAffinityTerm
{
    private readonly HashSet<string> _namespaces;
    private readonly LabelSelector _namespaceSelector;

    public PodAffinityTerm(PodView pod, MapValue term, long weight = 0)
    {
        _namespaces = term.Strings("namespaces").ToHashSet(StringComparer.Ordinal);
        if (_namespaces.Count == 0 && term.Map("namespaceSelector") is null)
        {
            _namespaces.Add(pod.Namespace);
        }

        Selector = LabelSelector.From(term["labelSelector"]);
        _namespaceSelector = LabelSelector.From(term["namespaceSelector"]);
        TopologyKey = term.StringOrEmpty("topologyKey");
        Weight = weight;
    }

    /// <summary>Which pods it means.</summary>
    public LabelSelector Selector { get; }

    /// <summary>The only namespace whose pods it can mean; null where there may be several.</summary>
    public string? OnlyNamespace => _namespaces.Count == 1 && _namespaceSelector.MatchesNothing ? _namespaces.First() : null;

    /// <summary>The node label that says what counts as the same place.</summary>
    public string TopologyKey { get; }

    /// <summary>The weight of a preferred term; 0 for a required one.</summary>
    public long Weight { get; }

    /// <summary>The required terms of a pod's <c>podAffinity</c> or <c>podAntiAffinity</c>.</summary>
    public static IEnumerable<PodAffinityTerm> Required(PodView pod, string kind) =>
        pod.Affinity?.Map(kind)?.Maps("requiredDuringSchedulingIgnoredDuringExecution").Select(term => new PodAffinityTerm(pod, term)) ?? [];

    /// <summary>The preferred terms of a pod's <c>podAffinity</c> or <c>podAntiAffinity</c>.</summary>
    public static IEnumerable<PodAffinityTerm> Preferred(PodView pod, string kind) =>
        pod.Affinity?.Map(kind)?.Maps("preferredDuringSchedulingIgnoredDuringExecution")
            .Select(item => new PodAffinityTerm(pod, item.Map("podAffinityTerm") ?? MapValue.Empty, item.Integer("weight") ?? 0)) ?? [];

    /// <summary>Whether the term means a pod, whose namespace has these labels.</summary>
    public bool Matches(PodView pod, MapValue? namespaceLabels) =>
        (_namespaces.Contains(pod.Namespace) || _namespaceSelector.Matches(namespaceLabels)) && Selector.Matches(pod.Labels);

    /// <summary>
    /// A term with its <c>matchLabelKeys</c> and <c>mismatchLabelKeys</c> written into its selector by the new pod's labels,
    /// as the pod's strategy does once at creation (<c>pkg/registry/core/pod/strategy.go</c>).
    /// </summary>
    public static MapValue WithLabelKeys(MapValue term, MapValue labels)
    {
        if (term.Map("labelSelector") is not { } selector)
        {
            return term;
        }

        var added = Expressions(term, "matchLabelKeys", "In", labels).Concat(Expressions(term, "mismatchLabelKeys", "NotIn", labels)).ToArray();
        return added.Length == 0
            ? term
            : term.With("labelSelector", selector.With("matchExpressions", ListValue.From([.. selector.List("matchExpressions") ?? ListValue.Empty, .. added])));
    }

    private static IEnumerable<MapValue> Expressions(MapValue term, string keys, string @operator, MapValue labels) =>
        from key in term.Strings(keys)
        where labels.String(key) is not null
        select MapValue.Of(("key", key), ("operator", @operator), ("values", ListValue.Of(labels[key]!)));
}
