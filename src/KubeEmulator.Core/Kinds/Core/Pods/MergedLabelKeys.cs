using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>
/// matchLabelKeys and mismatchLabelKeys become expressions of the selectors beside them, with the pod's own labels
/// (<c>pkg/registry/core/pod/strategy.go</c>).
/// </summary>
internal static class MergedLabelKeys
{
    public static MapValue Apply(MapValue spec, MapValue labels)
    {
        spec = spec.EditMap("affinity", affinity =>
        {
            foreach (var member in (ReadOnlySpan<string>)["podAffinity", "podAntiAffinity"])
            {
                affinity = affinity.EditMap(member, pods => pods
                    .EditMaps("preferredDuringSchedulingIgnoredDuringExecution", term => term.EditMap("podAffinityTerm", t => Merge(t, labels)))
                    .EditMaps("requiredDuringSchedulingIgnoredDuringExecution", term => Merge(term, labels)));
            }

            return affinity;
        });
        return spec.EditMaps("topologySpreadConstraints", constraint => Merge(constraint, labels));
    }

    private static MapValue Merge(MapValue term, MapValue labels)
    {
        if (term.Map("labelSelector") is not { } selector)
        {
            return term;
        }

        var expressions = selector.List("matchExpressions") ?? ListValue.Empty;
        foreach (var (member, @operator) in (ReadOnlySpan<(string, string)>)[("matchLabelKeys", "In"), ("mismatchLabelKeys", "NotIn")])
        {
            foreach (var key in term.Strings(member))
            {
                if (labels[key] is { } value)
                {
                    expressions = expressions.Add(MapValue.Of(("key", key), ("operator", @operator), ("values", ListValue.Of(value))));
                }
            }
        }

        return expressions.Count == 0 ? term : term.With("labelSelector", selector.With("matchExpressions", expressions));
    }
}
