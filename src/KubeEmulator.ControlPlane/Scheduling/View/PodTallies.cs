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
/// A pod that comes or goes meets only the tallies that need one of its labels, so the number of templates costs nothing.
/// </summary>
internal sealed class PodTallies(ClusterView view)
{
    // Only memory bounds how many are kept: one holds a number for each node with a pod of its template.
    private const int MostKept = 4096;
    private readonly Dictionary<object, PodTally> _tallies = [];
    private readonly PodAskers<PodTally> _askers = new();

    // Many clusters never ask, so it is made when somebody does.
    private PodsByLabel? _pods;
    private long _asked;

    /// <summary>The pods of a namespace that a selector means and that are not being deleted.</summary>
    public PodTally Selected(string @namespace, LabelSelector selector) => Get(
        (@namespace, selector.ToString()),
        pod => pod.Namespace == @namespace && !pod.Object.Metadata.IsDeleting && selector.Matches(pod.Labels),
        PodLabel.Needed(@namespace, selector));

    /// <summary>The pods that all terms mean.</summary>
    public PodTally Meant(PodAffinityTerm[] terms) =>
        Get(new Terms(terms), pod => view.AllMean(terms, pod), terms.SelectMany(t => PodLabel.Needed(t.OnlyNamespace ?? "", t.Selector)));

    public void Change(SchedulingPod pod, string node, int by)
    {
        if (_pods is null)
        {
            return;
        }

        if (by > 0)
        {
            _pods.Add(pod, node);
        }
        else
        {
            _pods.Remove(pod);
        }

        foreach (var tally in _askers.Of(pod))
        {
            tally.Change(pod, node, by);
        }
    }

    /// <summary>Forgets the tallies; needed when something other than pods decides who is meant, such as a namespace's labels.</summary>
    public void Clear()
    {
        _tallies.Clear();
        _askers.Clear();
    }

    /// <summary>Forgets all, with the pods.</summary>
    public void Reset()
    {
        Clear();
        _pods = null;
    }

    private PodTally Get(object key, Func<SchedulingPod, bool> counts, IEnumerable<PodLabel> needed)
    {
        if (!_tallies.TryGetValue(key, out var tally))
        {
            if (_tallies.Count >= MostKept)
            {
                ForgetHalf();
            }

            tally = new PodTally(key, counts);
            tally.Label = _askers.Add(tally, needed);
            Count(tally);
            _tallies.Add(key, tally);
        }

        tally.Asked = ++_asked;
        return tally;
    }

    private void Count(PodTally tally)
    {
        var pods = _pods ??= AllPods();
        if (tally.Label is { Namespace.Length: > 0 } label)
        {
            foreach (var (pod, node) in pods.With(label))
            {
                tally.Change(pod, node, 1);
            }

            return;
        }

        foreach (var node in view.Nodes)
        {
            foreach (var pod in node.Pods)
            {
                tally.Change(pod, node.Name, 1);
            }
        }
    }

    private PodsByLabel AllPods()
    {
        var pods = new PodsByLabel();
        foreach (var node in view.Nodes)
        {
            foreach (var pod in node.Pods)
            {
                pods.Add(pod, node.Name);
            }
        }

        return pods;
    }

    // Those asked for longest ago go; a template that comes back is counted again.
    private void ForgetHalf()
    {
        foreach (var tally in _tallies.Values.OrderBy(t => t.Asked).Take(MostKept / 2).ToArray())
        {
            _tallies.Remove(tally.Key);
            _askers.Remove(tally, tally.Label);
        }
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
