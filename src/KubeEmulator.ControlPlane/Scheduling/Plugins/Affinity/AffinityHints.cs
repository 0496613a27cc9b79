using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Scheduling;

/// <summary>
/// Which changes may let a pod in that pod affinity kept out; <c>plugins/interpodaffinity/plugin.go</c>. Where a term selects
/// namespaces by their labels, which are not at hand here, the answer is a careful yes.
/// </summary>
internal static class AffinityHints
{
    public static bool PodMatters(KubeObject pod, Change change)
    {
        var other = new PodView(change.Object);
        if (change.Type == ChangeType.Modified && change.Object.Metadata.Uid == pod.Metadata.Uid)
        {
            return true;
        }

        if (other.NodeName.Length == 0 && other.NominatedNodeName.Length == 0)
        {
            return false;
        }

        var view = new PodView(pod);
        var (near, away) = (Terms(view, "podAffinity"), Terms(view, "podAntiAffinity"));
        return change.Type switch
        {
            ChangeType.Added => AllMean(near, other),
            // A pod that goes may have been one of those that kept this one away, by its own terms too.
            ChangeType.Deleted => AllMean(away, other) || Terms(other, "podAntiAffinity").Any(term => Means(term, view)),
            _ => change.Previous is { } before
                && ((!AllMean(near, new PodView(before)) && AllMean(near, other)) || (AllMean(away, new PodView(before)) && !AllMean(away, other))),
        };
    }

    public static bool NodeMatters(KubeObject pod, Change change)
    {
        var view = new PodView(pod);
        var (near, away) = (Terms(view, "podAffinity"), Terms(view, "podAntiAffinity"));
        var keys = near.Concat(away).Select(t => t.Term.TopologyKey).ToArray();
        if (change.Previous is not { } before)
        {
            // A new node suits whoever only wants to be away from others.
            return keys.Length == 0 || away.Length > 0 || keys.Any(change.Object.Metadata.Labels.ContainsKey);
        }

        return keys.Length == 0 || keys.Any(key => before.Metadata.Labels.String(key) != change.Object.Metadata.Labels.String(key));
    }

    private static (PodAffinityTerm Term, bool ByLabels)[] Terms(PodView pod, string kind) =>
        [.. pod.Affinity?.Map(kind)?.Maps("requiredDuringSchedulingIgnoredDuringExecution").Select(t => (new PodAffinityTerm(pod, t), t.Map("namespaceSelector") is { Count: > 0 })) ?? []];

    private static bool AllMean((PodAffinityTerm Term, bool ByLabels)[] terms, PodView pod) => terms.Length > 0 && terms.All(term => Means(term, pod));

    private static bool Means((PodAffinityTerm Term, bool ByLabels) term, PodView pod) => term.ByLabels || term.Term.Matches(pod, null);
}
