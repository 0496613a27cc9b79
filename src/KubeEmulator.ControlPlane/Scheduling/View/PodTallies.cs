using KubeEmulator.Objects;
using KubeEmulator.Rules;

namespace KubeEmulator.Scheduling;

/// <summary>
/// The tallies that plugins asked for. Spreading and pod affinity count the pods that a selector means on every node; pods of one
/// template ask the same again and again, so the counts are kept and changed with each pod instead of being counted anew:
/// <code>
/// (namespace, selector)   -> node -> count     topology spread
/// (term, term, ...)       -> node -> count     incoming pod affinity
/// </code>
/// </summary>
internal sealed class PodTallies(ClusterView view)
{
    // Each tally costs one match per pod that comes or goes; this many are worth it.
    private const int MostKept = 128;
    private readonly Dictionary<object, PodTally> _tallies = [];

    /// <summary>The pods of a namespace that a selector means and that are not being deleted.</summary>
    public PodTally Selected(string @namespace, LabelSelector selector) =>
        Get((@namespace, selector.ToString()), pod => pod.Namespace == @namespace && !pod.Object.Metadata.IsDeleting && selector.Matches(pod.Labels));

    /// <summary>The pods that all terms mean.</summary>
    public PodTally Meant(PodAffinityTerm[] terms) => Get(new Terms(terms), pod => view.AllMean(terms, pod));

    public void Change(SchedulingPod pod, string node, int by)
    {
        foreach (var tally in _tallies.Values)
        {
            tally.Change(pod, node, by);
        }
    }

    /// <summary>Forgets all; needed when something other than pods decides who is meant, such as a namespace's labels.</summary>
    public void Clear() => _tallies.Clear();

    private PodTally Get(object key, Func<SchedulingPod, bool> counts)
    {
        if (_tallies.TryGetValue(key, out var known))
        {
            return known;
        }

        if (_tallies.Count >= MostKept)
        {
            _tallies.Clear();
        }

        var tally = new PodTally(counts);
        foreach (var node in view.Nodes)
        {
            foreach (var pod in node.Pods)
            {
                tally.Change(pod, node.Name, 1);
            }
        }

        return _tallies[key] = tally;
    }

    // Terms are shared by all pods that write the same, so references tell them apart.
    private readonly struct Terms(PodAffinityTerm[] terms) : IEquatable<Terms>
    {
        private readonly PodAffinityTerm[] _terms = terms;

        public bool Equals(Terms other) => _terms.AsSpan().SequenceEqual(other._terms);

        public override bool Equals(object? obj) => obj is Terms other && Equals(other);

        public override int GetHashCode()
        {
            var hash = default(HashCode);
            foreach (var term in _terms)
            {
                hash.Add(term);
            }

            return hash.ToHashCode();
        }
    }
}
