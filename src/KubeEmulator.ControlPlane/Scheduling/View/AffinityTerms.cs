using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Scheduling;

/// <summary>
/// Parsed terms of pod affinity, one for all pods that write the same: the pods of a Deployment share theirs, so holders of a term
/// can be counted by reference. Thread-safe.
/// </summary>
internal sealed class AffinityTerms
{
    // Pods keep the terms they have; only sharing begins anew when the table is full.
    private const int MostKnown = 4096;
    private readonly Dictionary<Key, PodAffinityTerm> _known = [];

    public PodAffinityTerm[] Required(PodView pod, string kind) =>
        pod.Affinity?.Map(kind)?.Maps("requiredDuringSchedulingIgnoredDuringExecution").Select(term => Intern(pod, term, 0)).ToArray() ?? [];

    public PodAffinityTerm[] Preferred(PodView pod, string kind) =>
        pod.Affinity?.Map(kind)?.Maps("preferredDuringSchedulingIgnoredDuringExecution")
            .Select(item => Intern(pod, item.Map("podAffinityTerm") ?? MapValue.Empty, item.Integer("weight") ?? 0)).ToArray() ?? [];

    private PodAffinityTerm Intern(PodView pod, MapValue term, long weight)
    {
        var key = new Key(pod.Namespace, term, weight);
        lock (_known)
        {
            if (_known.TryGetValue(key, out var known))
            {
                return known;
            }

            if (_known.Count >= MostKnown)
            {
                _known.Clear();
            }

            return _known[key] = new PodAffinityTerm(pod, term, weight);
        }
    }

    private readonly record struct Key(string Namespace, MapValue Term, long Weight);
}
